using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Stores;

/// <summary>Calls of read models, in memory or in SQL.</summary>
internal static class ViewCall
{
    /// <summary>
    /// True for a read of rows that may be behind; <c>LatestAsync</c>, which gives the condition to append by, is none of them.
    /// </summary>
    public static bool IsRead(IInvocationOperation call) =>
        call.TargetMethod.Name
            is "FindAsync" or "AllAsync" or "QueryAsync" or "PageAsync" or "SelectAsync" or "WatchAsync" or "GetAll" or "Page"
        && Is(call.TargetMethod.ContainingType, KnownSymbols.IReadModels);

    /// <summary>True for a query of one model's table, which is written as what follows the name of the table.</summary>
    public static bool IsFragment(IInvocationOperation call) =>
        call.TargetMethod is { Name: "QueryAsync" or "PageAsync" or "WatchAsync", TypeArguments.Length: 1 }
        && Is(call.TargetMethod.ContainingType, KnownSymbols.ISqlReadModels);

    private static bool Is(INamedTypeSymbol type, string contract) =>
        MemberClassifier.Is(type, contract) || type.AllInterfaces.Any(each => MemberClassifier.Is(each, contract));
}
