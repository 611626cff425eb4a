package nightjar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// What other tests read answers with is itself right.
class SchemaTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{type: string}                       | \"a\"            | fits",
        "{type: string}                       | 1                | misfits",
        "{type: string}                       | null             | misfits",
        "{type: [string, 'null']}             | null             | fits",
        "{type: string, minLength: 2}         | \"a\"            | misfits",
        "{type: string, maxLength: 1}         | \"\\ud83d\\ude00\" | fits",
        "{type: string, maxLength: 1}         | \"ab\"           | misfits",
        "{type: string, pattern: '^a+$'}      | \"aa\"           | fits",
        "{type: string, pattern: '^a+$'}      | \"ab\"           | misfits",
        "{type: string, enum: [a, b]}         | \"b\"            | fits",
        "{type: string, enum: [a, b]}         | \"c\"            | misfits",
        "{type: integer, minimum: 1}          | 1                | fits",
        "{type: integer, minimum: 1}          | 0                | misfits",
        "{type: integer, maximum: 9}          | 9.0              | fits",
        "{type: integer, maximum: 9}          | 10               | misfits",
        "{type: integer}                      | 1.5              | misfits",
        "{type: integer}                      | 1e3              | fits",
        "{type: number}                       | 1.5              | fits",
        "{type: boolean}                      | true             | fits",
        "{type: boolean}                      | \"true\"         | misfits",
        "{type: array, items: {type: boolean}} | []              | fits",
        "{type: array, items: {type: boolean}} | [true, 1]       | misfits",
        "{type: array, minItems: 1}           | []               | misfits",
        "{type: array, maxItems: 1}           | [1, 2]           | misfits",
        "{type: object, required: [a]}        | {\"a\": null}    | fits",
        "{type: object, required: [a]}        | {\"b\": 1}       | misfits",
        "{type: object, additionalProperties: false} | {}        | fits",
        "{type: object, additionalProperties: false} | {\"a\": 1} | misfits",
        "{type: object, maxProperties: 0}     | {\"a\": 1}       | misfits",
        "{type: object, properties: {a: {type: string}}} | {\"a\": 1} | misfits",
        "{type: object, properties: {a: {type: string}}} | {\"b\": 1} | fits",
      })
  void fitsOrNot(String schema, String json, String expected) {
    var problems = schema(schema).problems(StrictJson.parse(json));
    assertEquals(expected, problems.isEmpty() ? "fits" : "misfits", problems::toString);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{type: string, format: date}",
        "{type: object, additionalProperties: {type: string}}",
        "{minimum: 1}",
      })
  void unknownWordsAreErrors(String schema) {
    assertThrows(AssertionError.class, () -> schema(schema));
  }

  private static Schema schema(String yaml) {
    return new Schema(Node.of(new Load(LoadSettings.builder().build()).loadFromString(yaml)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\":[1,-2.5e3,true,false,null,\"\\u00e9\\n\\\"\"],\"b\":{}} | taken",
        " [ ] | taken",
        "{\"a\":1,\"a\":2} | refused",
        "{\"a\":1,} | refused",
        "[01] | refused",
        "[1] 2 | refused",
        "[NaN] | refused",
        "['a'] | refused",
        "[\"\\x\"] | refused",
        "[\"a | refused",
        "{a:1} | refused",
      })
  void jsonIsReadStrictly(String text, String expected) {
    if (expected.equals("taken")) {
      var value = StrictJson.parse(text);
      assertEquals(value, StrictJson.parse(StrictJson.text(value)));
    } else {
      assertThrows(RuntimeException.class, () -> StrictJson.parse(text));
    }
  }

  @Test
  void controlCharactersAreNoPartOfJson() {
    assertThrows(RuntimeException.class, () -> StrictJson.parse("\"a\nb\""));
    assertEquals("\"\\u000a\\u0022\"", StrictJson.text("\n\""));
    assertEquals(List.of(), StrictJson.parse("[]"));
  }
}
