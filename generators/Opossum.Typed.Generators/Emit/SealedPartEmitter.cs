using Opossum.Typed.Generators.Model;
using Opossum.Typed.Generators.Text;

namespace Opossum.Typed.Generators.Emit;

/// <summary>Prints what concerns the parts of an object that are sealed: each is an object of its own, hidden in one field.</summary>
internal sealed class SealedPartEmitter(SourceWriter source, ValueCode code)
{
    /// <summary>The fields of a part, in the order of the object.</summary>
    public static FieldSpec[] FieldsOf(BodySpec body, int part) => [.. body.Fields.Where(field => field.Part == part)];

    /// <summary>The call of the helper that reads a part as it was written: a condition behind those that have read the subject.</summary>
    /// <param name="construction">The object.</param>
    /// <param name="part">The part.</param>
    /// <param name="sealedText">The local that has it, not opened.</param>
    /// <param name="subject">The local of the subject, as it was read.</param>
    /// <param name="locals">Those of the fields, which it declares.</param>
    public string TryRead(Construction construction, int part, string sealedText, string subject, IEnumerable<string> locals)
    {
        var fields = FieldsOf(construction.Body, part);
        var results = fields.Zip(locals, (field, local) => $"out {code.Reference(field.Value)} {local}");
        return $"{construction.Codec}TryRead{Name(construction, part)}(json, {sealedText}, {subject}, {string.Join(", ", results)})";
    }

    /// <summary>The helpers of an object's parts.</summary>
    public void Helpers(Construction construction)
    {
        for (var part = 0; part < construction.Body.Parts.Count; part++)
        {
            source.Blank();
            Predicted(construction, part);
            source.Blank();
            Opened(construction, part);
            source.Blank();
            AnyOrder(construction, part);
        }
    }

    /// <summary>Whether a part has nothing that its replacements don't say, as a condition.</summary>
    public static string IsReplaced(BodySpec body, int part, string instance) => string.Join(
        " && ",
        FieldsOf(body, part).Select(field => field.Replacement == "null"
            ? $"{instance}.{field.Member} is null"
            : $"{instance}.{field.Member} == {field.Replacement}"));

    /// <summary>The call of the helper that reads the fields of an opened part in any order.</summary>
    public static string ReadOpened(
        Construction construction, int part, string opened, IEnumerable<string> names, IEnumerable<string> words)
    {
        var locals = names.Concat(words).Select(static each => "ref " + each);
        return $"{construction.Codec}Read{Name(construction, part)}(ref {opened}, {string.Join(", ", locals)});";
    }

    private static string Name(Construction construction, int part)
    {
        var number = construction.Body.Parts.Count == 1 ? "" : Literals.Int32(part + 1);
        return $"Part{number}Of{(construction.Noun.Length == 0 ? "This" : construction.Noun)}";
    }

    /// <summary>The fields of which it matters whether they were there; the required ones come first.</summary>
    public static FieldSpec[] TrackedOf(BodySpec body) =>
    [
        .. body.Fields.Where(static field => field.IsRequired), .. body.Fields.Where(static field => field.KeepsDefault),
    ];

    private void Predicted(Construction construction, int part)
    {
        var fields = FieldsOf(construction.Body, part);
        var names = NamesOf(fields);
        source.Open(Wrapping.Signature(
            $"public static bool TryRead{Name(construction, part)}",
            $"{Names.Reader} json, {Names.SealedText} part, {Subject(construction, part)} subject, {Results(fields, names)}"));
        source.Line($"if (json.TryOpen(part, subject, out var opened)) return TryReadOpened{Name(construction, part)}(ref opened, "
            + $"{string.Join(", ", names.Select(static name => "out " + name))});");
        for (var i = 0; i < fields.Length; i++) source.Line($"{names[i]} = {Replacement(fields[i])};");
        source.Line("return true;");
        source.Close();
    }

    private void Opened(Construction construction, int part)
    {
        var fields = FieldsOf(construction.Body, part);
        var names = NamesOf(fields);
        source.Open(Wrapping.Signature(
            $"public static bool TryReadOpened{Name(construction, part)}", $"ref {Names.Reader} json, {Results(fields, names)}"));
        var conditions = new List<string>();
        var constant = "{";
        for (var i = 0; i < fields.Length; i++)
        {
            var quote = code.Quote(fields[i].Value);
            constant += $"{(i == 0 ? "" : ",")}\"{fields[i].Wire}\":{quote}";
            conditions.Add($"json.TryConsume({Literals.Utf8(constant)})");
            conditions.Add(code.TryRead(fields[i].Value, $"value{Literals.Int32(i)}"));
            constant = quote;
        }

        conditions.Add($"json.TryConsumePadded({Literals.Utf8(constant + "}")})");
        source.Open("if (" + string.Join("\n    && ", conditions) + ")");
        for (var i = 0; i < fields.Length; i++)
            source.Line($"{names[i]} = {code.Wrap(fields[i].Value, $"value{Literals.Int32(i)}")};");
        source.Line("return true;");
        source.Close();
        source.Blank();
        for (var i = 0; i < fields.Length; i++) source.Line($"{names[i]} = {Nothing(fields[i])};");
        source.Line("return false;");
        source.Close();
    }

    private void AnyOrder(Construction construction, int part)
    {
        var fields = FieldsOf(construction.Body, part);
        var names = NamesOf(fields);
        var tracked = TrackedOf(construction.Body);
        var words = Enumerable.Range(0, AnyOrderEmitter.WordsOf(tracked)).Select(static i => "seen" + Literals.Int32(i)).ToArray();
        var parameters = fields.Select((field, i) => $"ref {AnyOrderEmitter.LocalType(code, field)} {names[i]}")
            .Concat(words.Select(static word => $"ref ulong {word}"));
        source.Open(Wrapping.Signature(
            $"public static void Read{Name(construction, part)}", $"ref {Names.FieldReader} json, {string.Join(", ", parameters)}"));
        source.Line("json.StartObject();");
        source.Open("while (json.NextField())");
        for (var i = 0; i < fields.Length; i++)
            source.Line($"{(i == 0 ? "" : "else ")}{AnyOrderEmitter.Field(code, fields[i], names[i], tracked, words)}");
        source.Line("else json.Skip();");
        source.Close();
        source.Blank();
        source.Line("json.End();");
        source.Close();
    }

    /// <summary>No name of a parameter beside them.</summary>
    private static string[] NamesOf(FieldSpec[] fields) => [.. fields.Select(static (_, i) => "field" + Literals.Int32(i))];

    private string Results(FieldSpec[] fields, string[] names) =>
        string.Join(", ", fields.Select((field, i) => $"out {code.Reference(field.Value)} {names[i]}"));

    private string Subject(Construction construction, int part) =>
        code.Reference(construction.Body.Fields[construction.Body.Parts[part].Subject].Value);

    private static string Replacement(FieldSpec field) => field.Replacement;

    private string Nothing(FieldSpec field) =>
        field.Value.IsNullable || !code.TypeOf(field.Value).IsValueType ? (field.Value.IsNullable ? "null" : "null!") : "default";
}
