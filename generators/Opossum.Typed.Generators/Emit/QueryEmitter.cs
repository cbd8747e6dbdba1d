using Opossum.Typed.Generators.Model;
using Opossum.Typed.Generators.Text;

namespace Opossum.Typed.Generators.Emit;

/// <summary>Prints the <c>For</c> methods.</summary>
internal static class QueryEmitter
{
    public static void Emit(SourceWriter source, EventSpec e)
    {
        foreach (var query in e.Queries)
        {
            var type = e.Types[query.Type];
            source.Line(
                $"/// <summary>The <c>{DocText.Escape(e.Name)}</c> events with the tag "
                    + $"<c>{DocText.Escape(query.Key)}:{{{query.Parameter}}}</c>.</summary>");
            source.Line(GeneratedFile.Attribute);
            source.Line($"public static {Names.Query}<{e.Declaration.Reference}> {query.Method}({type.Reference} {query.Parameter}) =>");
            source.Line($"    {Names.Query}.Of<{e.Declaration.Reference}>({Names.Tag}.Of({Tag(query, type)}));");
            source.Blank();
        }
    }

    private static string Tag(QuerySpec query, TypeSpec type)
    {
        var limit = query.MaxLength == 0 ? "" : ", " + Literals.Int32(query.MaxLength);
        return type switch
        {
            // A tag type says no limit, so where there is one the text is taken out.
            WrapperSpec { Kind: ScalarKind.String } text when text.Key is null || limit.Length != 0 =>
                $"{Literals.Text(query.Key)}, {query.Parameter}.{text.Member}{limit}",
            WrapperSpec { Key: not null } => query.Parameter,
            WrapperSpec wrapper => $"{Literals.Text(query.Key)}, {query.Parameter}.{wrapper.Member}{Text(query, wrapper.Kind)}",
            EnumSpec { Helper: var helper } =>
                $"{Literals.Text(query.Key)}, {helper.ClassReference}.NameOf({query.Parameter})!{limit}",
            ScalarSpec { Kind: ScalarKind.String } => $"{Literals.Text(query.Key)}, {query.Parameter}{limit}",
            ScalarSpec scalar => $"{Literals.Text(query.Key)}, {query.Parameter}{Text(query, scalar.Kind)}",
            _ => $"{Literals.Text(query.Key)}, {query.Parameter}",
        };
    }

    /// <summary>As text an all-zero guid passes.</summary>
    private static string Text(QuerySpec query, ScalarKind kind) => query.AllowsDefault && kind == ScalarKind.Guid ? ".ToString()" : "";
}
