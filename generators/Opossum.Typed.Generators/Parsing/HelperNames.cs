using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Opossum.Typed.Generators.Text;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>What the file-local class beside a completed type is called.</summary>
internal static class HelperNames
{
    /// <summary>
    /// A name for the helpers that no member of the event or of a type around it hides, an inherited one neither, and that its namespace
    /// has nothing else of: a file's own type would hide it.
    /// </summary>
    public static string Codec(INamedTypeSymbol type, ParseContext context)
    {
        var taken = new NameScope([.. type.ContainingNamespace.GetNamespaceMembers().Select(static each => each.Name)]);
        for (var each = type; each is not null; each = each.ContainingType)
        {
            taken.Add(each.Name);
            foreach (var declaring in RecordChain.Upwards(each))
            {
                foreach (var name in declaring.MemberNames) taken.Add(name);
                foreach (var nested in declaring.GetTypeMembers()) taken.Add(nested.Name);
            }
        }

        // In the global namespace a type must not be called as an alias that every file has.
        if (type.ContainingNamespace.IsGlobalNamespace)
            foreach (var alias in GlobalAliases(context)) taken.Add(alias);

        string codec;
        do codec = taken.Add("Codec");
        while (!type.ContainingNamespace.GetTypeMembers(codec).IsEmpty);
        return codec;
    }

    private static IEnumerable<string> GlobalAliases(ParseContext context) => context.Compilation.SyntaxTrees
        .Select(tree => tree.GetRoot(context.Cancellation))
        .OfType<CompilationUnitSyntax>()
        .SelectMany(static file => file.Usings)
        .Where(static each => each is { Alias: not null, GlobalKeyword.RawKind: not 0 })
        .Select(static each => each.Alias!.Name.Identifier.ValueText);
}
