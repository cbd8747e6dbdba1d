using Opossum.Typed.Generators.Model;
using Opossum.Typed.Generators.Text;

namespace Opossum.Typed.Generators.Emit;

/// <summary>
/// Prints the file-local class of a row's helpers: the names of enums, and the codecs of JSON columns, which are those of events.
/// </summary>
internal sealed class ColumnCodecEmitter(SourceWriter source, RowSpec row)
{
    private readonly ValueCode _code = new(row.Types, row.IsRecursive, owner: null, codec: "");

    /// <summary>Whether rows are written, and not only read.</summary>
    public required bool Writes { get; init; }

    /// <summary>Prints nothing if no column needs any.</summary>
    public void Emit()
    {
        if (row.Columns.All(static column => column.Value is { Enum: null, Json: null })) return;
        source.Blank();
        source.Line("/// <summary>Reads and writes what the row holds, as the codecs of events do.</summary>");
        source.Line(GeneratedFile.Attribute);
        source.Open($"file static class {row.Codec}");
        foreach (var (noun, type) in row.Columns
            .Where(static column => column.Value.Enum is not null)
            .Select(static column => (column.Value.EnumNoun, column.Value.Enum!))
            .Distinct())
        {
            source.Blank();
            Enum(noun, type);
        }

        ValueSpec[] roots = [.. row.Columns.Select(static column => column.Value.Json).OfType<int>().Distinct()
            .Select(static type => new ValueSpec(type, IsNullable: false))];
        foreach (var root in roots.Where(root => _code.TypeOf(root) is not (ListSpec or MapSpec or RecordSpec or CasesSpec)))
        {
            source.Blank();
            Bare(root);
        }

        new HelperEmitter(source, _code, row.Types, roots) { Writes = Writes, AddsTags = false }.Emit();
        source.Close();
    }

    private void Enum(string noun, EnumHelperSpec type)
    {
        if (Writes)
        {
            source.Open($"public static string NameOf({type.Reference} value) => value switch");
            foreach (var member in type.Members.Where(static member => member.IsFirst))
                source.Line($"{member.Reference} => {Literals.Text(member.Text)},");
            var undefined = $"A value of {type.Name} has no name, and only named members can be stored.";
            source.Line($"_ => throw new global::System.ArgumentException({Literals.Text(undefined)}),");
            source.Close(";");
            source.Blank();
        }

        source.Open($"public static {type.Reference} {noun}Of(string name) => name switch");
        foreach (var member in type.Members) source.Line($"{Literals.Text(member.Text)} => {member.Reference},");
        source.Line($"_ => throw new global::System.FormatException({Literals.Text($"A column holds no {type.Name}.")}),");
        source.Close(";");
    }

    /// <summary>The helpers of a value that has none as a part of another.</summary>
    private void Bare(ValueSpec root)
    {
        var type = _code.TypeOf(root);
        var quote = ValueCode.Quote(type);
        if (Writes)
        {
            source.Open(Wrapping.Signature($"public static void Write{type.Noun}", $"{type.Reference} value, ref {Names.Writer} json"));
            if (quote.Length != 0) source.Line($"json.Raw({Literals.Utf8(quote)});");
            source.Line(_code.Write(type, "value"));
            if (quote.Length != 0) source.Line($"json.Raw({Literals.Utf8(quote)});");
            source.Close();
            source.Blank();
        }

        var result = type.IsValueType ? $"out {type.Reference} value" : $"{Names.NotNullWhenTrue} out {type.Reference}? value";
        var consume = quote.Length == 0 ? "" : $"json.TryConsume({Literals.Utf8(quote)})";
        var begin = quote.Length == 0 ? "" : $"!{consume} || ";
        var end = quote.Length == 0 ? "" : $" || !{consume}";
        source.Open(Wrapping.Signature($"public static bool TryRead{type.Noun}", $"ref {Names.Reader} json, {result}"));
        source.Line(type.IsValueType ? "value = default;" : "value = null;");
        source.Line($"if ({begin}!{_code.TryRead(root, "found")}{end}) return false;");
        source.Line($"value = {_code.Wrap(root, "found")};");
        source.Line("return true;");
        source.Close();
        source.Blank();
        source.Line($"public static {type.Reference} Read{type.Noun}(ref {Names.FieldReader} json) => {_code.Read(root)};");
    }
}
