using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Stores;

/// <summary>Calls of a store, typed or raw, by the names of its types and members.</summary>
internal static class StoreCall
{
    private static readonly string[] Stores =
    [
        KnownSymbols.OpossumStore, KnownSymbols.OpossumReader, KnownSymbols.IEventLog, KnownSymbols.IReadOnlyEventLog,
        KnownSymbols.EmbeddedEventLog,
    ];

    public static bool Is(IInvocationOperation call, params string[] names) =>
        names.Contains(call.TargetMethod.Name, StringComparer.Ordinal) && IsStore(call.TargetMethod.ContainingType);

    public static bool IsStore(INamedTypeSymbol type) => Stores.Any(store => MemberClassifier.Is(type, store));

    /// <summary>The argument that the call gives for a parameter; null where it leaves it to the default, or says null.</summary>
    public static IOperation? Argument(IInvocationOperation call, string parameter)
    {
        var argument = call.Arguments.FirstOrDefault(each => each.Parameter?.Name == parameter);
        if (argument is null or { ArgumentKind: ArgumentKind.DefaultValue }) return null;
        var value = Operand.Unconverted(argument.Value);
        return value is { ConstantValue: { HasValue: true, Value: null } } ? null : value;
    }

    /// <summary>The event records that the call makes where it stands: <c>new E(…)</c>, in a list too.</summary>
    public static IEnumerable<IObjectCreationOperation> Made(IInvocationOperation call, string parameter) =>
        call.Arguments.FirstOrDefault(each => each.Parameter?.Name == parameter) is { } argument ? Made(argument.Value) : [];

    private static IEnumerable<IObjectCreationOperation> Made(IOperation value) => Operand.Unconverted(value) switch
    {
        IObjectCreationOperation { Type: INamedTypeSymbol type } made when EventTags.IsEvent(type) => [made],
        var list => Elements(list)?.SelectMany(Made) ?? [],
    };

    /// <summary>What a list that is written out holds; null for any other value.</summary>
    public static IEnumerable<IOperation>? Elements(IOperation list) => Operand.Unconverted(list) switch
    {
        ICollectionExpressionOperation collection => collection.Elements,
        IArrayCreationOperation { Initializer: { } items } => items.ElementValues,
        _ => null,
    };

    /// <summary>The local, parameter, field or property that has the store; null for anything else.</summary>
    public static ISymbol? Instance(IInvocationOperation call) =>
        call.Instance is { } instance ? Symbol(Operand.Unconverted(instance)) : null;

    public static ISymbol? Symbol(IOperation value) => value switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation field => field.Field,
        IPropertyReferenceOperation property => property.Property,
        _ => null,
    };

    /// <summary>The call behind <c>await</c> and <c>ConfigureAwait</c>, or behind a wait that blocks.</summary>
    public static IInvocationOperation? Awaited(IOperation value) => Operand.Unconverted(value) switch
    {
        IAwaitOperation await => Awaited(await.Operation),
        IInvocationOperation
        {
            TargetMethod.Name: "ConfigureAwait" or "AsTask" or "Preserve" or "GetAwaiter" or "GetResult",
            Instance: { } task,
        } => Awaited(task),
        IPropertyReferenceOperation { Property: { Name: "Result", ContainingType.Name: "Task" or "ValueTask" }, Instance: { } task } =>
            Awaited(task),
        IInvocationOperation call => call,
        _ => null,
    };

    /// <summary>The body of the member in which the operation stands.</summary>
    public static IOperation Root(IOperation operation)
    {
        while (operation.Parent is { } parent) operation = parent;
        return operation;
    }
}
