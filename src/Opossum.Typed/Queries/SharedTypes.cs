using System.Collections.Immutable;
using Opossum.Typed.Engine.Queries;

namespace Opossum.Typed;

/// <summary>Names of event types that many query items share: all models of one type have the same.</summary>
/// <param name="names">Distinct.</param>
internal sealed class SharedTypes(ImmutableArray<string> names)
{
    private CompiledTypes? _compiled;       // for the store that asked last; it never changes

    public ImmutableArray<string> Names => names;

    /// <summary>The names as bytes and as terms.</summary>
    public CompiledTypes CompiledFor(TermHasher hasher) =>
        _compiled is { } compiled && compiled.Hasher == hasher ? compiled : _compiled = CompiledTypes.Of(names, hasher);
}
