using Opossum.Typed.Generators.Model;
using Opossum.Typed.Generators.Text;

namespace Opossum.Typed.Generators.Emit;

/// <summary>Prints the helpers of an enum: stored by name, and by the first where one value has several.</summary>
internal sealed class EnumEmitter(SourceWriter source)
{
    public void Write(EnumSpec type)
    {
        source.Open($"public static void Write{type.Noun}({type.Reference} value, ref {Names.Writer} json) => json.Raw(value switch");
        foreach (var member in type.Members.Where(static member => member.IsFirst))
            source.Line($"{member.Reference} => {Literals.Utf8($"\"{member.Text}\"")},");
        source.Line($"_ => throw json.Undefined({Literals.Text(type.Name)}),");
        source.Close(");");
    }

    public void TryRead(EnumSpec type)
    {
        source.Open($"public static bool TryRead{type.Noun}(ref {Names.Reader} json, out {type.Reference} value)");
        var keyword = "if";
        foreach (var member in type.Members)
        {
            source.Line($"{keyword} (json.TryConsume({Literals.Utf8($"\"{member.Text}\"")})) value = {member.Reference};");
            keyword = "else if";
        }

        source.Open("else");
        source.Line("value = default;");
        source.Line("return false;");
        source.Close();
        source.Blank();
        source.Line("return true;");
        source.Close();
    }

    public void Read(EnumSpec type)
    {
        source.Open($"public static {type.Reference} Read{type.Noun}(ref {Names.FieldReader} json)");
        foreach (var member in type.Members) source.Line($"if (json.TextIs({Literals.Utf8(member.Text)})) return {member.Reference};");
        source.Line($"throw json.Expected({Literals.Text(OneOf(type))});");
        source.Close();
    }

    /// <summary>The name of a dictionary's field.</summary>
    public void ReadKey(EnumSpec type)
    {
        source.Open($"public static {type.Reference} Read{type.Noun}Key(ref {Names.FieldReader} json)");
        foreach (var member in type.Members) source.Line($"if (json.TryField({Literals.Utf8(member.Text)})) return {member.Reference};");
        source.Line($"throw json.ExpectedKey({Literals.Text(OneOf(type))});");
        source.Close();
    }

    private static string OneOf(EnumSpec type) => "one of " + string.Join(", ", type.Members.Select(static member => member.Text));

    /// <summary>The text for a tag. What has none gives no tag here; the payload then refuses the event.</summary>
    public void NameOf(EnumSpec type)
    {
        source.Open($"public static string? NameOf{type.Noun}({type.Reference} value) => value switch");
        foreach (var member in type.Members.Where(static member => member.IsFirst))
            source.Line($"{member.Reference} => {Literals.Text(member.Text)},");
        source.Line("_ => null,");
        source.Close(";");
    }
}
