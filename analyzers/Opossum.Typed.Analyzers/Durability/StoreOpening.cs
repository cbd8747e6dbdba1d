using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Opossum.Typed.Analyzers.Production;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Durability;

/// <summary>Calls that open a store, and where its files would be.</summary>
internal static class StoreOpening
{
    private const string Relative = "is relative: it depends on where the process is started";

    private static readonly string[] TemporaryFolders = ["/tmp", "/var/tmp", "/dev/shm"];

    public static bool Is(IInvocationOperation call, string method) => call.TargetMethod is { IsStatic: true, ContainingType: { } type }
        && call.TargetMethod.Name == method
        && (MemberClassifier.Is(type, KnownSymbols.OpossumStore) || MemberClassifier.Is(type, KnownSymbols.EmbeddedEventLog));

    /// <summary>Whether the operation, of a flow graph, tells a host to keep a store in memory.</summary>
    public static bool IsKeptInMemory(IOperation operation, ProductionValues values) =>
        operation is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation target } assignment
            && IsOption(target, "InMemory")
            && values.Of(assignment.Value) == Outcome.True;

    /// <summary>Whether the operation writes an option that this is about.</summary>
    public static bool Writes(IOperation operation) =>
        operation is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation target }
        && (IsOption(target, "InMemory") || IsOption(target, "RootPath"));

    /// <summary>
    /// What is wrong with the folder that the operation gives to a host; a relative one is below the content root, which stays.
    /// </summary>
    public static string? ProblemOfRoot(IOperation operation, ProductionValues values) =>
        operation is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation target } assignment
        && IsOption(target, "RootPath")
        && ProblemOf(assignment.Value, values) is { } problem
        && problem != Relative
            ? problem
            : null;

    private static bool IsOption(IPropertyReferenceOperation target, string name) =>
        target.Property.Name == name && MemberClassifier.Is(target.Property.ContainingType, KnownSymbols.HostedStoreOptions);

    /// <summary>What is wrong with a path for production; null where nothing is known to be.</summary>
    public static string? ProblemOf(IOperation path, ProductionValues values) => Problem(path, values, depth: 0);

    private static string? Problem(IOperation path, ProductionValues values, int depth)
    {
        if (path.ConstantValue is { HasValue: true, Value: string text }) return OfText(text);
        if (path.DescendantsAndSelf().Any(IsTemporary)) return "is temporary: the system may clear it at any time";
        if (path.DescendantsAndSelf().Any(IsOutput)) return "is beside the program: the next deployment replaces it";
        return depth < Following.MaxBranchingDepth
            && values.Behind(path) is { Count: > 0 } written
            && written.Select(each => Problem(each, values, depth + 1)).ToArray() is var problems
            && problems.All(static each => each is not null)
            ? problems[0]
            : null;
    }

    private static string? OfText(string path)
    {
        var plain = path.Replace('\\', '/');
        if (TemporaryFolders.Any(folder => plain == folder || plain.StartsWith(folder + "/", StringComparison.Ordinal)))
            return "is temporary: the system may clear it at any time";
        if (plain.Contains("/bin/Debug/") || plain.Contains("/bin/Release/")) return "is in the build's output: a clean build removes it";
        return plain.Length == 0 || plain[0] is '/' or '~' || plain.Length > 1 && plain[1] == ':' ? null : Relative;
    }

    private static bool IsTemporary(IOperation operation) =>
        operation is IInvocationOperation
        {
            TargetMethod:
            {
                Name: "GetTempPath" or "GetTempFileName" or "CreateTempSubdirectory",
                ContainingType: { ContainingNamespace.Name: "IO" },
            },
        };

    private static bool IsOutput(IOperation operation) =>
        operation is IPropertyReferenceOperation
        {
            Property: { Name: "BaseDirectory", ContainingType: { Name: "AppContext" or "AppDomain", ContainingNamespace.Name: "System" } },
        };
}
