using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Model;
using Opossum.Typed.Generators.Text;

namespace Opossum.Typed.Generators.Emit;

/// <summary>Completes a tag type.</summary>
internal static class TagTypeEmitter
{
    private const string JsonConverter = "global::System.Text.Json.Serialization.JsonConverter";

    public const string Invariant = "global::System.Globalization.CultureInfo.InvariantCulture";

    public static void Emit(SourceProductionContext context, (TagTypeSpec Tag, OutputSpec Output) source) =>
        context.AddSource(source.Output.FileName(source.Tag.Declaration, "Tag"), Write(source.Tag, source.Output).ToSourceText());

    private static SourceWriter Write(TagTypeSpec tag, OutputSpec output)
    {
        var source = GeneratedFile.Begin(tag.Declaration, output);
        var self = tag.Declaration.Reference;
        var @interface = $"global::Opossum.Typed.ITag<{self}>";
        source.Line($"/// <remarks>The tag <c>{DocText.Escape(tag.Key)}:{{{tag.Member}}}</c>.</remarks>");
        if (tag.EmitsJsonConverter)
            source.Line($"[{JsonConverter}(typeof(global::Opossum.Typed.TagJsonConverter<{self}>))]");
        source.Open($"{tag.Declaration.Header} : {@interface}, {TagParseEmitter.Interface(tag)}");
        if (tag.EmitsNew)
        {
            source.Line("/// <summary>A new, time-ordered id (UUIDv7).</summary>");
            source.Line(GeneratedFile.Attribute);
            source.Line($"public static {self} New() => {tag.Create}(global::System.Guid.CreateVersion7());");
            source.Blank();
        }

        source.Line(GeneratedFile.Attribute);
        source.Line($"static global::System.ReadOnlySpan<byte> {@interface}.Key => {Literals.Utf8(tag.Key)};");
        source.Blank();
        source.Line(GeneratedFile.Attribute);
        source.Line($"static bool {@interface}.TryFormat({self} tag, global::System.Span<byte> utf8, out int written) =>");
        source.Line("    " + Format(tag) + ";");
        if (tag is { Kind: ScalarKind.Guid, AllowsDefault: false })
        {
            source.Blank();
            source.Line(GeneratedFile.Attribute);
            source.Line($"static bool {@interface}.IsUnassigned({self} tag) => tag.{tag.Member} == global::System.Guid.Empty;");
        }

        Json(source, tag, @interface);
        TagParseEmitter.Emit(source, tag);
        if (tag.EmitsToString)
        {
            source.Blank();
            source.Line("/// <summary>The value's own text, so that logs and interpolated strings show it and nothing else.</summary>");
            source.Line(GeneratedFile.Attribute);
            source.Line($"public override string ToString() => {ToText(tag)};");
        }

        source.Close();
        source.CloseContainers(tag.Declaration);
        return source;
    }

    /// <summary>The bare value, for <c>TagJsonConverter</c>.</summary>
    private static void Json(SourceWriter source, TagTypeSpec tag, string @interface)
    {
        var write = tag.Kind.IsWhole() ? "WriteNumberValue" : "WriteStringValue";
        var value = $"json.Get{tag.Kind}()"
            + (tag.Kind == ScalarKind.String ? " ?? throw new global::System.Text.Json.JsonException()" : "");
        source.Blank();
        source.Line(GeneratedFile.Attribute);
        source.Line(
            $"static void {@interface}.WriteJson({tag.Declaration.Reference} tag, global::System.Text.Json.Utf8JsonWriter json) =>");
        source.Line($"    json.{write}(tag.{tag.Member});");
        source.Blank();
        source.Line(GeneratedFile.Attribute);
        source.Line($"static {tag.Declaration.Reference} {@interface}.ReadJson(ref global::System.Text.Json.Utf8JsonReader json) =>");
        source.Line($"    {tag.Create}({value});");
    }

    private static string Format(TagTypeSpec tag) => tag.Kind switch
    {
        ScalarKind.Guid => $"tag.{tag.Member}.TryFormat(utf8, out written)",
        ScalarKind.String =>
            $"global::System.Text.Unicode.Utf8.FromUtf16(tag.{tag.Member}, utf8, out _, out written, replaceInvalidSequences: false)"
            + " == global::System.Buffers.OperationStatus.Done",
        _ => $"tag.{tag.Member}.TryFormat(utf8, out written, default, {Invariant})",
    };

    /// <summary>The text of a default value, which holds a null, is empty.</summary>
    private static string ToText(TagTypeSpec tag) => tag.Kind switch
    {
        ScalarKind.Guid => $"{tag.Member}.ToString()",
        ScalarKind.String => $"{tag.Member} ?? \"\"",
        _ => $"{tag.Member}.ToString({Invariant})",
    };
}
