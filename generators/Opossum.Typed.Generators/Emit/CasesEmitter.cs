using Opossum.Typed.Generators.Model;
using Opossum.Typed.Generators.Text;

namespace Opossum.Typed.Generators.Emit;

/// <summary>
/// Prints the helpers of a type whose values are of one of several records: the field that says which comes first, as System.Text.Json
/// writes it.
/// </summary>
internal sealed class CasesEmitter(SourceWriter source, ValueCode code)
{
    public void Write(CasesSpec type)
    {
        source.Open(Wrapping.Signature($"public static void Write{type.Noun}", $"{type.Reference} value, ref {Names.Writer} json"));
        source.Open("switch (value)");
        source.Line("case null:");
        source.Line("    json.Write(default(string)!); // refuses it, naming event and field");
        source.Line("    break;");
        foreach (var each in type.Cases) Case(Record(each.Type), $"Write{each.Noun}(each, ref json);");
        if (type.Itself is { } itself) Case(Record(itself), $"Write{Record(itself).Noun}(each, ref json);");
        source.Line($"default: throw json.Unlisted(typeof({type.Reference}), value.GetType());");
        source.Close();
        source.Close();
        foreach (var each in type.Cases)
        {
            source.Blank();
            source.Open(
                Wrapping.Signature(
                    $"public static void Write{each.Noun}", $"{Record(each.Type).Reference} value, ref {Names.Writer} json"));
            new WriteEmitter(source, code).Nested(Record(each.Type).Body, Begin(type, each));
            source.Close();
        }
    }

    public void TryRead(CasesSpec type)
    {
        var value = $"{Names.NotNullWhenTrue} out {type.Reference}? value";
        source.Open(Wrapping.Signature($"public static bool TryRead{type.Noun}", $"ref {Names.Reader} json, {value}"));
        foreach (var each in type.Cases)
            source.Line($"if (json.TryConsume({Literals.Utf8(Begin(type, each))})) return TryRead{each.Noun}(ref json, out value);");
        source.Line("value = null;");
        if (type.Itself is { } itself)
        {
            source.Line($"if (!TryRead{Record(itself).Noun}(ref json, out var itself)) return false;");
            source.Line("value = itself;");
            source.Line("return true;");
        }
        else
        {
            source.Line("return false;");
        }

        source.Close();
        foreach (var each in type.Cases)
        {
            source.Blank();
            source.Open(Wrapping.Signature($"public static bool TryRead{each.Noun}", $"ref {Names.Reader} json, {value}"));
            new PredictedReadEmitter(source, code).Case(Record(each.Type));
            source.Close();
        }
    }

    public void Read(CasesSpec type)
    {
        var name = Literals.Utf8(type.Discriminator);
        source.Open($"public static {type.Reference} Read{type.Noun}(ref {Names.FieldReader} json)");
        source.Line(type.Unsaid is { } unsaid
            ? $"if (!json.TryFind({name}, out var type)) return Read{Record(unsaid).Noun}(ref json);"
            : $"if (!json.TryFind({name}, out var type)) throw type.Missing({Literals.Text(type.Discriminator)});");
        foreach (var each in type.Cases)
        {
            var isCase = each.Text is null ? $"type.NumberIs({Literals.Int32(each.Number)})" : $"type.TextIs({Literals.Utf8(each.Text)})";
            source.Line($"if ({isCase}) return Read{Record(each.Type).Noun}(ref json);");
        }

        var names = string.Join(", ", type.Cases.Select(static each => each.Text ?? Literals.Int32(each.Number)));
        source.Line($"throw type.Expected({Literals.Text("one of " + names)});");
        source.Close();
    }

    public void AddTags(CasesSpec type)
    {
        source.Open($"public static void AddTagsOf{type.Noun}({type.Reference}? value, ref {Names.TagWriter} tags)");
        source.Open("switch (value)");
        var records = type.Cases.Select(each => Record(each.Type)).Concat(type.Itself is { } itself ? [Record(itself)] : []);
        foreach (var record in records.Where(static record => record.HasTags)) Case(record, "AddTags(each, ref tags);");
        source.Close();
        source.Close();
    }

    /// <summary>Of a record that may be derived from, exactly this one.</summary>
    private void Case(RecordSpec record, string statement)
    {
        source.Line($"case {record.Reference} each{(record.CanBeDerived ? $" when each.GetType() == typeof({record.Reference})" : "")}:");
        source.Line($"    {statement}");
        source.Line("    break;");
    }

    private RecordSpec Record(int type) => (RecordSpec)code.TypeOf(type);

    private static string Begin(CasesSpec type, CaseSpec each) =>
        $"{{\"{type.Discriminator}\":{(each.Text is null ? Literals.Int32(each.Number) : $"\"{each.Text}\"")}";
}
