using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Declarations.Advice;

/// <summary>
/// The highest version of each event name in a compilation. Found when it is first asked for, since a rule on one record has to speak while
/// the user types and not at the end of a build.
/// </summary>
internal sealed class NewestVersions(Compilation compilation)
{
    private readonly Lazy<Dictionary<string, int>> _versions = new(() => Find(compilation));

    public bool Has(string name, int above) => _versions.Value.TryGetValue(name, out var newest) && newest > above;

    private static Dictionary<string, int> Find(Compilation compilation)
    {
        var versions = new Dictionary<string, int>(StringComparer.Ordinal);
        Visit(compilation.Assembly.GlobalNamespace);
        return versions;

        void Visit(INamespaceOrTypeSymbol container)
        {
            foreach (var member in container.GetMembers())
            {
                if (member is INamedTypeSymbol type
                    && Attributes.Single(type, KnownSymbols.EventAttribute) is not null
                    && EventMark.Read(type) is { } mark)
                    versions[mark.Name] = versions.TryGetValue(mark.Name, out var known) ? Math.Max(known, mark.Version) : mark.Version;
                if (member is INamespaceOrTypeSymbol inner) Visit(inner);
            }
        }
    }
}
