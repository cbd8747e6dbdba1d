using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Model;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>Which forms the handlers of one kind of declaration have: what they return, and what they take behind the event.</summary>
internal abstract class HandlerForms
{
    public static HandlerForms OfModel { get; } = new ModelForms();

    public static HandlerForms OfConsumer { get; } = new ConsumerForms();

    /// <returns>Null where it is none of the forms.</returns>
    public HandlerForm? FormOf(IMethodSymbol method, INamedTypeSymbol type)
    {
        if (method is not { MethodKind: MethodKind.Ordinary, Arity: 0, IsAbstract: false, Parameters.IsEmpty: false }) return null;
        if (method is not { ReturnsByRef: false, ReturnsByRefReadonly: false }) return null;
        if (method.Parameters.Any(static parameter => parameter.RefKind != RefKind.None) || Declaration.IsForbidden(method)) return null;
        return ReturnFormOf(method, type);
    }

    /// <summary>What generated code gives for a parameter behind the event; null for nothing.</summary>
    public abstract string? ExtraOf(ITypeSymbol type);

    protected abstract HandlerForm? ReturnFormOf(IMethodSymbol method, INamedTypeSymbol type);

    private sealed class ModelForms : HandlerForms
    {
        public override string? ExtraOf(ITypeSymbol type) => type switch
        {
            { SpecialType: SpecialType.System_Int64 } => "e.Position",
            _ when MemberClassifier.Is(type, KnownSymbols.DateTimeOffset) => "e.RecordedAt",
            _ when MemberClassifier.Is(type, KnownSymbols.EventMetadata) => "e.Metadata",
            _ => null,
        };

        protected override HandlerForm? ReturnFormOf(IMethodSymbol method, INamedTypeSymbol type)
        {
            if (method.IsAsync) return null;
            var gives = SymbolEqualityComparer.Default.Equals(method.ReturnType, type);
            if (method.IsStatic)
                return gives && method.Parameters.Length >= 2 && SymbolEqualityComparer.Default.Equals(method.Parameters[0].Type, type)
                    ? HandlerForm.Static
                    : null;
            return gives ? HandlerForm.Gives : method.ReturnsVoid ? HandlerForm.Changes : null;
        }
    }

    private sealed class ConsumerForms : HandlerForms
    {
        public override string? ExtraOf(ITypeSymbol type) => type switch
        {
            _ when MemberClassifier.Is(type, KnownSymbols.ConsumedEvent) => "e",
            _ when MemberClassifier.Is(type, KnownSymbols.CancellationToken) => "stop",
            _ => null,
        };

        /// <summary>What is <c>async void</c> would be done before it has begun.</summary>
        protected override HandlerForm? ReturnFormOf(IMethodSymbol method, INamedTypeSymbol type) => method switch
        {
            { IsStatic: true } => null,
            { ReturnsVoid: true } => method.IsAsync ? null : HandlerForm.Changes,
            { ReturnType: INamedTypeSymbol { Arity: 0 } task } when MemberClassifier.Is(task, KnownSymbols.Task) => HandlerForm.Task,
            { ReturnType: INamedTypeSymbol { Arity: 0 } task } when MemberClassifier.Is(task, KnownSymbols.ValueTask) =>
                HandlerForm.ValueTask,
            _ => null,
        };
    }
}
