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

    /// <summary>The rows of a read model, which may be behind.</summary>
    Rows,
}

/// <summary>
/// Finds it: a closed list of the platform's own members, so that nothing is guessed, and static members that any code may set.
/// </summary>
internal static class Impurities
{
    public static Impurity Of(IOperation operation) => operation switch
    {
        // Random.Shared.Next() is said once, at its beginning.
        IInvocationOperation { Instance: { } instance } when Of(Named(instance)) != Impurity.None => Impurity.None,
        IFieldReferenceOperation { Field: { IsStatic: true, IsReadOnly: false, IsConst: false } } => Impurity.Surroundings,
        IPropertyReferenceOperation { Property: { IsStatic: true, SetMethod.IsInitOnly: false } } => Impurity.Surroundings,
        IInvocationOperation view when ViewCall.IsRead(view) => Impurity.Rows,
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

    /// <summary>The value that <c>?.</c> stands behind.</summary>
    private static IOperation Named(IOperation instance)
    {
        if (instance is not IConditionalAccessInstanceOperation) return instance;
        for (IOperation inner = instance, outer = instance.Parent!; outer is not null; (inner, outer) = (outer, outer.Parent!))
            if (outer is IConditionalAccessOperation access && inner == access.WhenNotNull) return Operand.Unconverted(access.Operation);
        return instance;
    }

    /// <summary>By the short name first: this is asked of every call of a program, and a full name has to be put together.</summary>
    private static Impurity OfMember(INamedTypeSymbol? type, string name)
    {
        return type is null ? Impurity.None : (type.Name, name) switch
        {
            ("DateTime", "Now" or "UtcNow" or "Today") => In("System", Impurity.Clock),
            ("DateTimeOffset", "Now" or "UtcNow") => In("System", Impurity.Clock),
            ("TimeProvider", "GetUtcNow" or "GetLocalNow" or "GetTimestamp") => In("System", Impurity.Clock),
            ("Environment", "TickCount" or "TickCount64") => In("System", Impurity.Clock),
            ("Stopwatch", "GetTimestamp" or "StartNew") => In("System.Diagnostics", Impurity.Clock),
            ("Guid", "NewGuid" or "CreateVersion7") => In("System", Impurity.Chance),
            ("Random", _) => In("System", Impurity.Chance),
            ("RandomNumberGenerator", _) => In("System.Security.Cryptography", Impurity.Chance),
            ("Environment", "GetEnvironmentVariable" or "MachineName" or "UserName" or "ProcessId" or "CurrentDirectory") =>
                In("System", Impurity.Surroundings),
            ("IServiceProvider", _) => In("System", Impurity.Surroundings),
            ("CultureInfo", "CurrentCulture" or "CurrentUICulture") => In("System.Globalization", Impurity.Surroundings),
            ("File" or "Directory", _) => In("System.IO", Impurity.Surroundings),
            ("HttpClient", _) => In("System.Net.Http", Impurity.Surroundings),
            ("IConfiguration" or "ConfigurationBinder", _) => In("Microsoft.Extensions.Configuration", Impurity.Surroundings),
            ("IOptions" or "IOptionsSnapshot" or "IOptionsMonitor", _) => In("Microsoft.Extensions.Options", Impurity.Surroundings),
            _ when StoreCall.IsStore(type) => Impurity.Surroundings,
            _ => Impurity.None,
        };

        Impurity In(string home, Impurity found) => type.ContainingNamespace?.ToDisplayString() == home ? found : Impurity.None;
    }
}
