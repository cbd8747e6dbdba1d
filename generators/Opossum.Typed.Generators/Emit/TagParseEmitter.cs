using Opossum.Typed.Generators.Model;
using Opossum.Typed.Generators.Text;

namespace Opossum.Typed.Generators.Emit;

/// <summary>Prints how a tag type is read from text: the other way round of its <c>ToString</c>.</summary>
internal static class TagParseEmitter
{
    private const string Provider = "global::System.IFormatProvider?";

    public static string Interface(TagTypeSpec tag) => $"global::System.IParsable<{tag.Declaration.Reference}>";

    public static void Emit(SourceWriter source, TagTypeSpec tag)
    {
        if (tag.Parse is MethodForm.Public or MethodForm.Explicit) Parse(source, tag);
        if (tag.TryParse is MethodForm.Public or MethodForm.Explicit) TryParse(source, tag);
    }

    private static void Parse(SourceWriter source, TagTypeSpec tag)
    {
        // What refuses says why, and TryParse does not pass it on.
        var callsTryParse = tag.TryParse is MethodForm.Own || (tag.TryParse is MethodForm.Public && !tag.MayRefuse);
        var (condition, value) = callsTryParse
            ? ("TryParse(s, provider, out var result)", "result")
            : (Condition(tag), $"{tag.Create}({Value(tag)})");
        source.Blank();
        if (tag.Parse == MethodForm.Public)
        {
            source.Line("/// <summary>Reads the text that <see cref=\"ToString\"/> gives.</summary>");
            var refused = tag.MayRefuse ? $", or <c>{tag.Name}</c> refuses it" : "";
            source.Line($"/// <exception cref=\"global::System.FormatException\">The text is not {Expected(tag)}{refused}.</exception>");
        }

        source.Line(GeneratedFile.Attribute);
        source.Open(
            $"{Begin(tag, tag.Parse, tag.Declaration.Reference)}Parse(string s, {Provider} "
                + $"provider{(tag.Parse == MethodForm.Public ? " = null" : "")})");
        source.Line("global::System.ArgumentNullException.ThrowIfNull(s);");
        var notRead = $"new global::System.FormatException({Literals.Text($"Not a {tag.Name}: expected {Expected(tag)}.")})";
        if (callsTryParse || !tag.MayRefuse)
        {
            source.Line($"return {condition} ? {value} : throw {notRead};");
        }
        else
        {
            source.Line($"if (!({condition})) throw {notRead};");
            source.Open("try");
            source.Line($"return {value};");
            source.Close();
            source.Open("catch (global::System.Exception refused)");
            var refusal = Literals.Text($"Not a {tag.Name}: it refuses the value.");
            source.Line($"throw new global::System.FormatException({refusal}, refused);");
            source.Close();
        }

        source.Close();
    }

    private static void TryParse(SourceWriter source, TagTypeSpec tag)
    {
        source.Blank();
        if (tag.TryParse == MethodForm.Public) source.Line("/// <summary>Reads the text that <see cref=\"ToString\"/> gives.</summary>");
        source.Line(GeneratedFile.Attribute);
        source.Open(Wrapping.Signature(
            Begin(tag, tag.TryParse, "bool") + "TryParse", $"{Names.NotNullWhenTrue} string? s, {Provider} provider, out "
                + $"{tag.Declaration.Reference} result"));
        source.Open($"if ({Condition(tag)})");
        if (tag.MayRefuse) source.Open("try");
        source.Line($"result = {tag.Create}({Value(tag)});");
        source.Line("return true;");
        if (tag.MayRefuse)
        {
            source.Close();
            source.Open("catch (global::System.Exception)");
            source.Line($"// {tag.Name} refuses the value.");
            source.Close();
        }

        source.Close();
        source.Blank();
        source.Line("result = default;");
        source.Line("return false;");
        source.Close();
    }

    private static string Begin(TagTypeSpec tag, MethodForm form, string result) =>
        form == MethodForm.Public ? $"public static {result} " : $"static {result} {Interface(tag)}.";

    /// <summary>An empty text is no value of a tag. Numbers are read as they are written, whatever the culture.</summary>
    private static string Condition(TagTypeSpec tag) => tag.Kind switch
    {
        ScalarKind.Guid => "global::System.Guid.TryParse(s, out var value)",
        ScalarKind.String => "!string.IsNullOrEmpty(s)",
        _ =>
            $"{Names.Of(tag.Kind)}.TryParse(s, global::System.Globalization.NumberStyles.AllowLeadingSign, {TagTypeEmitter.Invariant}, "
                + "out var value)",
    };

    private static string Value(TagTypeSpec tag) => tag.Kind == ScalarKind.String ? "s" : "value";

    private static string Expected(TagTypeSpec tag) => tag.Kind switch
    {
        ScalarKind.Guid => "a guid",
        ScalarKind.String => "a text that is not empty",
        _ => "a whole number that fits",
    };
}
