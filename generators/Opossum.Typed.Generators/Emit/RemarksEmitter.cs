using Opossum.Typed.Generators.Model;
using Opossum.Typed.Generators.Text;

namespace Opossum.Typed.Generators.Emit;

/// <summary>Prints what an event looks like in the log. Remarks, since the summary is the user's.</summary>
internal static class RemarksEmitter
{
    public static void Emit(SourceWriter source, EventSpec e)
    {
        source.Line("/// <remarks>");
        source.Line(DocText.Lines(Pieces(e)));
        source.Line("/// </remarks>");
    }

    private static IEnumerable<string> Pieces(EventSpec e)
    {
        var aliases = e.IsPast ? 0 : e.Aliases.Count;
        var tags = e.IsPast ? 0 : e.TagKeys.Count;
        var upcast = e.Upcast is { } older ? $" (older ones by way of <see cref=\"{older.From}\"/>)" : "";
        yield return e.IsPast
            ? $"An older version of <c>{DocText.Escape(e.Name)}</c>, read and never appended. Version {e.Version}:"
            : $"Stored as <c>{DocText.Escape(e.Name)}</c>, version {e.Version}{upcast}{(aliases == 0 ? ":" : ",")}";
        for (var i = 0; i < aliases; i++)
            yield return $"{(i == 0 ? " before as" : "")} <c>{DocText.Escape(e.Aliases[i])}</c>{(i == aliases - 1 ? ":" : ",")}";
        var end = e.IsPast ? "." : tags == 0 ? "; no tags." : "; tags";
        if (e.Body.Fields.Count == 0) yield return " <c>{}</c>" + end;
        for (var i = 0; i < e.Body.Fields.Count; i++)
        {
            var field = e.Body.Fields[i];
            var sample = DocText.Escape(Sample(e.Types[field.Value.Type]));
            var (before, after) = (i == 0 ? " <c>{" : "", i == e.Body.Fields.Count - 1 ? "}</c>" + end : ",");
            yield return $"{before}\"{DocText.Escape(field.Wire)}\":{sample}{after}";
        }

        for (var i = 0; i < tags; i++)
            yield return $" <c>{DocText.Escape(e.TagKeys[i])}:…</c>{(i == tags - 1 ? "." : ",")}";
    }

    private static string Sample(TypeSpec type) => type switch
    {
        ScalarSpec { Kind: var kind } => Sample(kind),
        WrapperSpec { Kind: var kind } => Sample(kind),
        EnumSpec e => $"\"{e.Helper.Members[0].Text}\"",
        ListSpec => "[…]",
        ConvertedSpec => "…",
        _ => "{…}",
    };

    private static string Sample(ScalarKind kind) => kind switch
    {
        _ when kind.IsWhole() => "30",
        ScalarKind.Int128 or ScalarKind.UInt128 or ScalarKind.BigInteger => "30",
        ScalarKind.Half or ScalarKind.Single or ScalarKind.Double => "1.5",
        ScalarKind.Decimal => "9.90",
        ScalarKind.Boolean => "true",
        ScalarKind.JsonElement => "…",
        _ => "\"…\"",
    };
}
