using Opossum.Typed.Generators.Model;
using Opossum.Typed.Generators.Text;

namespace Opossum.Typed.Generators.Emit;

/// <summary>
/// Prints code that reads what <see cref="WriteEmitter"/>'s code wrote, in its order: the constants between values are compared, not
/// parsed. Anything else answers false.
/// </summary>
internal sealed class PredictedReadEmitter(SourceWriter source, ValueCode code)
{
    /// <summary>Reads an object and returns it from the method; falls through when it is not as predicted.</summary>
    public void Event(EventSpec e) => Body(Construction.Of(e, code.Codec), "json.TryConsumeEnd", "return ", after: null);

    /// <summary>A helper for a record.</summary>
    public void Record(RecordSpec record)
    {
        OpenHelper(record);
        Descend(record);
        Body(Construction.Of(record, code.Codec), "json.TryConsume", "value = ", after: Found);
        if (!code.IsRecursive) source.Line(Nothing(record));
        source.Line("return false;");
        source.Close();
    }

    /// <summary>The rest of a record behind the field that says that it is this one.</summary>
    public void Case(RecordSpec record)
    {
        Descend(record);
        Body(Construction.Of(record, code.Codec), "json.TryConsume", "value = ", after: Found, isCase: true);
        if (!code.IsRecursive) source.Line("value = null;");
        source.Line("return false;");
    }

    /// <summary>A helper for a collection.</summary>
    public void List(ListSpec list)
    {
        var quote = code.Quote(list.Item);
        var isBuffered = !list.Kind.IsSet();
        OpenHelper(list);
        if (code.IsRecursive) Descend(list);
        else source.Line(Nothing(list));
        if (!isBuffered) source.Line($"var items = {CollectionCode.Begin(list)};");
        source.Open("if (json.TryConsume(\"[]\"u8))");
        source.Line($"value = {(isBuffered ? "[]" : CollectionCode.End(list))};");
        source.Line(Found);
        source.Close();
        source.Blank();
        source.Line($"if (!json.TryConsume({Literals.Utf8("[" + quote)})) return false;");
        if (isBuffered) source.Line($"var items = {CollectionCode.Begin(list)};");
        source.Open("do");
        source.Line($"if (!{code.TryRead(list.Item, "item")}) return false;");
        source.Line($"items.Add({code.Wrap(list.Item, "item")});");
        source.Close();
        source.Line($"while (json.TryConsume({Literals.Utf8($"{quote},{quote}")}));");
        source.Blank();
        source.Line($"if (!json.TryConsume({Literals.Utf8(quote + "]")})) return false;");
        source.Line($"value = {CollectionCode.End(list)};");
        source.Line(Found);
        source.Close();
    }

    /// <summary>A helper for a dictionary. Of a key that comes twice the last value counts, as for System.Text.Json.</summary>
    public void Map(MapSpec map)
    {
        var quote = code.Quote(map.Item);
        var key = new ValueSpec(map.Key, IsNullable: false);
        var keyQuote = ValueCode.KeyQuote(code.TypeOf(key));
        OpenHelper(map);
        if (code.IsRecursive) Descend(map);
        else source.Line(Nothing(map));
        source.Line($"var items = {CollectionCode.Begin(map)};");
        source.Open("if (json.TryConsume(\"{}\"u8))");
        source.Line($"value = {CollectionCode.End(map)};");
        source.Line(Found);
        source.Close();
        source.Blank();
        source.Line($"if (!json.TryConsume({Literals.Utf8("{" + keyQuote)})) return false;");
        source.Open("do");
        source.Line($"if (!{code.TryRead(key, "key")} || !json.TryConsume({Literals.Utf8($"{keyQuote}:{quote}")})) return false;");
        source.Line($"if (!{code.TryRead(map.Item, "item")}) return false;");
        source.Line($"items[{code.Wrap(key, "key")}] = {code.Wrap(map.Item, "item")};");
        source.Close();
        source.Line($"while (json.TryConsume({Literals.Utf8($"{quote},{keyQuote}")}));");
        source.Blank();
        source.Line($"if (!json.TryConsume({Literals.Utf8(quote + "}")})) return false;");
        source.Line($"value = {CollectionCode.End(map)};");
        source.Line(Found);
        source.Close();
    }

    /// <summary>A helper for a value of any type that may be null.</summary>
    public void Nullable(TypeSpec type, int index)
    {
        var value = new ValueSpec(index, IsNullable: false);
        var quote = ValueCode.Quote(type);
        var read = quote.Length == 0 ? $"!{code.TryRead(value, "found")}"
            : $"!json.TryConsume(\"\\\"\"u8) || !{code.TryRead(value, "found")} || !json.TryConsume(\"\\\"\"u8)";
        source.Open(
            Wrapping.Signature($"public static bool TryReadNullable{type.Noun}", $"ref {Names.Reader} json, out {type.Reference}? value"));
        source.Line("value = null;");
        source.Line("if (json.TryConsume(\"null\"u8)) return true;");
        source.Line($"if ({read}) return false;");
        source.Line($"value = {code.Wrap(value, "found")};");
        source.Line("return true;");
        source.Close();
    }

    private string Found => code.IsRecursive ? "json.Ascend();\nreturn true;" : "return true;";

    private static string Nothing(TypeSpec type) => type.IsValueType ? "value = default;" : "value = null;";

    /// <summary>What is deeper than the tolerant path reads is left to it, which refuses it.</summary>
    private void Descend(TypeSpec type)
    {
        if (!code.IsRecursive) return;
        source.Line(Nothing(type));
        source.Line("if (!json.TryDescend()) return false;");
    }

    private void OpenHelper(TypeSpec type)
    {
        var value = type.IsValueType ? $"out {type.Reference} value" : $"{Names.NotNullWhenTrue} out {type.Reference}? value";
        source.Open(Wrapping.Signature($"public static bool TryRead{type.Noun}", $"ref {Names.Reader} json, {value}"));
    }

    private void Body(Construction construction, string consumeEnd, string target, string? after, bool isCase = false)
    {
        var body = construction.Body;
        var locals = new NameScope("_", "json", "value");
        var conditions = new List<string>();
        var arguments = new List<string>();
        var again = new List<string>();
        var members = new List<(FieldSpec Field, string Value)>();
        var constant = isCase ? "" : "{";
        var names = body.Fields.ToDictionary(static field => field, field => Identifiers.Escape(locals.Add(field.Local)));
        foreach (var field in body.Fields)
        {
            if (field.Part is not null) continue;
            var local = names[field];
            var quote = code.Quote(field.Value);
            constant += $"{(conditions.Count == 0 && !isCase ? "" : ",")}\"{field.Wire}\":{quote}";
            conditions.Add($"json.TryConsume({Literals.Utf8(constant)})");
            conditions.Add(code.TryRead(field.Value, local));
            constant = quote;
        }

        List<string> opened = [];
        for (var part = 0; part < body.Parts.Count; part++)
        {
            var (sealedText, subject) = (locals.Add("part"), body.Fields[body.Parts[part].Subject]);
            constant += $"{(conditions.Count == 0 && !isCase ? "" : ",")}\"{body.Parts[part].Wire}\":";
            conditions.Add($"json.TryConsume({Literals.Utf8(constant)})");
            conditions.Add($"json.TryReadSealed(out var {sealedText})");
            opened.Add(new SealedPartEmitter(source, code).TryRead(
                construction, part, sealedText, code.Wrap(subject.Value, names[subject]),
                SealedPartEmitter.FieldsOf(body, part).Select(field => names[field])));
            constant = "";
        }

        conditions.Add($"{consumeEnd}({Literals.Utf8(constant + "}")})");
        conditions.AddRange(opened);
        foreach (var field in body.Fields)
        {
            var value = field.Part is null ? code.Wrap(field.Value, names[field]) : names[field];
            if (field.IsParameter) arguments.Add(value);
            if (field.Setting == FieldSetting.Twice) again.Add($"{field.Member} = {value}");
            else if (!field.IsParameter) members.Add((field, value));
        }

        source.Open("if (" + string.Join("\n    && ", conditions) + ")");
        if (construction.IsOneExpression)
        {
            string[] initializers = [.. again, .. members.Select(static member => $"{member.Field.Member} = {member.Value}")];
            source.Line(Wrapping.Construct(target + construction.New(isTyped: !isCase), arguments, initializers));
        }
        else
        {
            var instance = locals.Add("e");
            source.Line(Wrapping.Construct($"var {instance} = {construction.New(isTyped: false)}", arguments, again));
            foreach (var (field, value) in members) source.Line(construction.Set(field, instance, value));
            source.Line($"{target}{instance};");
        }

        if (after is not null) source.Line(after);
        source.Close();
        source.Blank();
    }
}
