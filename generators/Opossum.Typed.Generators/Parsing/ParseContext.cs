using Microsoft.CodeAnalysis;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>
/// A parse of one declaration: the compilation that it belongs to, the refusals that explain a failure, and the token that cancels it.
/// <para>
/// All parsers fail in one way: a parser that can't use what it finds refuses it here, then returns null. If finding nothing is not a
/// failure, the parser is called <c>TryRead</c>, and returns false in place of null. Parts that don't depend on each other are all parsed
/// before their whole is refused, so that a user learns of all that is wrong at once.
/// </para>
/// </summary>
internal sealed class ParseContext(Compilation compilation, Refusals? refusals, CancellationToken cancellation)
{
    private ParseContext? _silent;

    public Compilation Compilation => compilation;

    public CancellationToken Cancellation => cancellation;

    /// <summary>Null when the caller does not report why a parser failed.</summary>
    public Refusals? Refusals => refusals;

    /// <summary>The same parse for a caller that gives another reason for the failure, or tries something else.</summary>
    public ParseContext Silent => refusals is null ? this : _silent ??= new(compilation, refusals: null, cancellation);

    /// <summary>True if the symbol is declared in this compilation, and not in an assembly that it references.</summary>
    public bool IsOwn(ISymbol symbol) => SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, compilation.Assembly);

    /// <summary>True if generated code can name the symbol, from anywhere in the assembly.</summary>
    public bool CanName(ISymbol symbol) => compilation.IsSymbolAccessibleWithin(symbol, compilation.Assembly) && !IsBehindAlias(symbol);

    /// <summary>
    /// True if the symbol's assembly is referenced under an extern alias alone. Generated code names types from <c>global::</c>, and the
    /// alias is one of the files that declare it.
    /// </summary>
    public bool IsBehindAlias(ISymbol symbol) => !IsOwn(symbol)
        && symbol.ContainingAssembly is { } assembly
        && compilation.GetMetadataReference(assembly)?.Properties.Aliases is { IsDefaultOrEmpty: false } aliases
        && !aliases.Contains(MetadataReferenceProperties.GlobalAlias);

    /// <summary>Adds the member to the path of all refusals until the scope is disposed.</summary>
    public Scope At(ISymbol member) => new(refusals, member);

    /// <returns>False, for parsers that return it.</returns>
    public bool Refuse(RefusalKind kind, ISymbol subject, ISymbol? other = null)
    {
        refusals?.Add(kind, subject, other);
        return false;
    }

    /// <summary>The time in which refusals concern one member.</summary>
    public readonly ref struct Scope
    {
        private readonly Refusals? _refusals;

        public Scope(Refusals? refusals, ISymbol member)
        {
            _refusals = refusals;
            refusals?.Enter(member);
        }

        public void Dispose() => _refusals?.Leave();
    }
}
