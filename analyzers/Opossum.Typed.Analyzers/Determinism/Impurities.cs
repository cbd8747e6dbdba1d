using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Opossum.Typed.Analyzers.Stores;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Determinism;

/// <summary>What gives another value each time it is asked.</summary>
internal enum Impurity
{
    None,
    Clock,
    Chance,
    Surroundings,
}

/// <summary>Finds it: a closed list of the platform's own members, so that nothing is guessed.</summary>
internal static class Impurities
{
    public static Impurity Of(IOperation operation) => operation switch
    {
        // Random.Shared.Next() is said once, at its beginning.
        IInvocationOperation { Instance: { } instance } when Of(instance) != Impurity.None => Impurity.None,
        IPropertyReferenceOperation { Property: { } property } => OfMember(property.ContainingType, property.Name),
        IInvocationOperation { TargetMethod: { } method } =>
            method.Name == "New"
            && method is { IsStatic: true, Parameters.IsEmpty: true }
            && MemberClassifier.IsTagType(method.ContainingType)
            ? Impurity.Chance
            : OfMember(method.ContainingType, method.Name),
        IObjectCreationOperation { Type: INamedTypeSymbol type }
            when MemberClassifier.Is(type, KnownSymbols.Random) || MemberClassifier.Is(type, KnownSymbols.HttpClient) =>
                OfMember(type, ".ctor"),
        _ => Impurity.None,
    };

    private static Impurity OfMember(INamedTypeSymbol? type, string name) => type is null
        ? Impurity.None
        : (type.ContainingNamespace?.ToDisplayString(), type.Name, name) switch
    {
        ("System", "DateTime", "Now" or "UtcNow" or "Today") => Impurity.Clock,
        ("System", "DateTimeOffset", "Now" or "UtcNow") => Impurity.Clock,
        ("System", "TimeProvider", "GetUtcNow" or "GetLocalNow" or "GetTimestamp") => Impurity.Clock,
        ("System", "Environment", "TickCount" or "TickCount64") => Impurity.Clock,
        ("System.Diagnostics", "Stopwatch", "GetTimestamp" or "StartNew") => Impurity.Clock,
        ("System", "Guid", "NewGuid" or "CreateVersion7") => Impurity.Chance,
        ("System", "Random", _) => Impurity.Chance,
        ("System.Security.Cryptography", "RandomNumberGenerator", _) => Impurity.Chance,
        ("System", "Environment", "GetEnvironmentVariable" or "MachineName" or "UserName" or "ProcessId" or "CurrentDirectory") =>
            Impurity.Surroundings,
        ("System.Globalization", "CultureInfo", "CurrentCulture" or "CurrentUICulture") => Impurity.Surroundings,
        ("System.IO", "File" or "Directory", _) => Impurity.Surroundings,
        ("System.Net.Http", "HttpClient", _) => Impurity.Surroundings,
        _ when StoreCall.IsStore(type) => Impurity.Surroundings,
        _ => Impurity.None,
    };
}
