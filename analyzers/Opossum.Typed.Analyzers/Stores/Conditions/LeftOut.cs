using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Opossum.Typed.Analyzers.Production;

namespace Opossum.Typed.Analyzers.Stores.Conditions;

/// <summary>Finds events that a read asks for and a condition does not.</summary>
internal sealed class LeftOut(IInvocationOperation append, IReadOnlyList<Guard> guards, IOperation root, LocalWrites writes)
{
    /// <returns>An event type that matters to the member and that no guard looks at; null where there may be none.</returns>
    public INamedTypeSymbol? Of(StoreRead read, ImmutableArray<QueryItemShape> asked, IReadOnlyList<QueryItemShape> guarded)
    {
        var all = asked.SelectMany(static item => item.Types.Select(type => (Type: type, item.Tags))).ToArray();
        var left = all.Where(each => !guarded.Any(item => item.MayCover(each.Type, each.Tags, tag => IsLookedFor(tag, read), writes)))
            .Select(static each => each.Type)
            .ToArray();
        if (left.Length == all.Length) return left.FirstOrDefault();
        var tested = read.IsOfModels ? [] : TestedTypes(read).ToArray();
        return left.FirstOrDefault(type => tested.Length == 0 || tested.Any(test => IsA(type, test)));
    }

    /// <summary>
    /// Whether the member may pick the events with that tag itself out of those that it reads: it says the tag's value between read and
    /// append.
    /// </summary>
    private bool IsLookedFor(TagShape tag, StoreRead read)
    {
        if (tag.Value is null || tag.Value.DescendantsAndSelf().Select(StoreCall.Symbol).OfType<ISymbol>().LastOrDefault() is not { } value)
            return true;
        return Since(read)
            .Any(each => SymbolEqualityComparer.Default.Equals(StoreCall.Symbol(each), value) && IsElsewhere(each.Syntax, read));
    }

    private bool IsElsewhere(SyntaxNode place, StoreRead read) =>
        !read.Call.Syntax.Span.Contains(place.Span)
            && !append.Syntax.Span.Contains(place.Span)
            && guards.All(guard => !guard.Query.Syntax.Span.Contains(place.Span));

    /// <summary>The event types that the member tells apart in what it read.</summary>
    private IEnumerable<ITypeSymbol> TestedTypes(StoreRead read) => Since(read)
        .Where(each => each.Syntax.SpanStart < append.Syntax.SpanStart)
        .SelectMany(static each => each switch
        {
            IIsTypeOperation test => [test.TypeOperand],
            IDeclarationPatternOperation { MatchedType: { } type } => [type],
            ITypePatternOperation { MatchedType: { } type } => [type],
            IRecursivePatternOperation { MatchedType: { } type } => [type],
            IConversionOperation { IsImplicit: false, Type: { } type } => [type],
            IInvocationOperation { TargetMethod: { IsExtensionMethod: true, TypeArguments: [var type] } } => [type],
            _ => Array.Empty<ITypeSymbol>(),
        })
        .Where(static type => type.AllInterfaces.Any(static each => each.Name == "IEvent"));

    private IEnumerable<IOperation> Since(StoreRead read) =>
        root.Descendants().Where(each => each.Syntax.SpanStart >= read.Place.Syntax.SpanStart);

    private static bool IsA(INamedTypeSymbol type, ITypeSymbol test) =>
        SymbolEqualityComparer.Default.Equals(type, test) || type.AllInterfaces.Contains(test, SymbolEqualityComparer.Default);
}
