using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Model;
using Opossum.Typed.Generators.Text;

namespace Opossum.Typed.Generators.Emit;

/// <summary>
/// Prints the helpers of an enum: stored by name, and by the first where one value has several. Read are all names, and the numbers of
/// those, which other programs store.
/// </summary>
internal sealed class EnumEmitter
{
    private readonly EnumHelperSpec _enum;
    private readonly SourceWriter _source;

    private EnumEmitter(EnumHelperSpec type, OutputSpec output) => (_enum, _source) = (type, GeneratedFile.Begin(output));

    public static void Emit(SourceProductionContext context, (EnumHelperSpec Enum, OutputSpec Output) source) =>
        context.AddSource($"{source.Enum.Class}.Enum.g.cs", new EnumEmitter(source.Enum, source.Output).Write().ToSourceText());

    private SourceWriter Write()
    {
        _source.Line($"namespace {EnumHelperSpec.Namespace};");
        _source.Blank();
        _source.Line($"/// <summary>Reads and writes <see cref=\"{_enum.Reference}\"/>, for all events that hold it.</summary>");
        _source.Line(GeneratedFile.Attribute);
        _source.Line(
            "[global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]");
        _source.Open($"internal static class {_enum.Class}");
        WriteValue();
        _source.Blank();
        TryRead();
        _source.Blank();
        Read();
        _source.Blank();
        ReadKey();
        _source.Blank();
        NameOf();
        _source.Close();
        return _source;
    }

    private void WriteValue()
    {
        _source.Open($"public static void Write({_enum.Reference} value, ref {Names.Writer} json) => json.Raw(value switch");
        foreach (var member in _enum.Members.Where(static member => member.IsFirst))
            _source.Line($"{member.Reference} => {Literals.Utf8($"\"{member.Text}\"")},");
        _source.Line($"_ => throw json.Undefined({Literals.Text(_enum.Name)}),");
        _source.Close(");");
    }

    private void TryRead()
    {
        _source.Open($"public static bool TryRead(ref {Names.Reader} json, out {_enum.Reference} value)");
        var keyword = "if";
        foreach (var member in _enum.Members)
        {
            _source.Line($"{keyword} (json.TryConsume({Literals.Utf8($"\"{member.Text}\"")})) value = {member.Reference};");
            keyword = "else if";
        }

        _source.Open("else");
        _source.Line("value = default;");
        _source.Line("return false;");
        _source.Close();
        _source.Blank();
        _source.Line("return true;");
        _source.Close();
    }

    private void Read()
    {
        _source.Open($"public static {_enum.Reference} Read(ref {Names.FieldReader} json)");
        foreach (var member in _enum.Members)
            _source.Line($"if (json.TextIs({Literals.Utf8(member.Text)})) return {member.Reference};");
        _source.Line($"if (json.TryReadNumber(out {_enum.Number} number) && {Name} is not null) return ({_enum.Reference})number;");
        _source.Line($"throw json.Expected({Literals.Text(OneOf)});");
        _source.Close();
    }

    /// <summary>The name of a dictionary's field.</summary>
    private void ReadKey()
    {
        _source.Open($"public static {_enum.Reference} ReadKey(ref {Names.FieldReader} json)");
        foreach (var member in _enum.Members)
            _source.Line($"if (json.TryField({Literals.Utf8(member.Text)})) return {member.Reference};");
        _source.Line($"if (!json.TryPeekKey(out {_enum.Number} number) || {Name} is null) throw json.ExpectedKey({Literals.Text(OneOf)});");
        _source.Line("json.ReadKey(out number);");
        _source.Line($"return ({_enum.Reference})number;");
        _source.Close();
    }

    /// <summary>The text for a tag. What has none gives no tag here; the payload then refuses the event.</summary>
    private void NameOf()
    {
        _source.Open($"public static string? NameOf({_enum.Reference} value) => value switch");
        foreach (var member in _enum.Members.Where(static member => member.IsFirst))
            _source.Line($"{member.Reference} => {Literals.Text(member.Text)},");
        _source.Line("_ => null,");
        _source.Close(";");
    }

    private string Name => $"NameOf(({_enum.Reference})number)";

    private string OneOf => "one of " + string.Join(", ", _enum.Members.Select(static member => member.Text));
}
