using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Model;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>Which forms the handlers of one kind of declaration have: what they return, and what they take behind the event.</summary>
internal abstract class HandlerForms
{
    public static HandlerForms OfModel { get; } = new ModelForms();

    public static HandlerForms OfConsumer { get; } = new ConsumerForms();

    public static HandlerForms OfReadModel(IReadOnlyList<Column> key) => new ReadModelForms(key);

    public static HandlerForms OfProjection(INamedTypeSymbol session) => new ProjectionForms(session);

    /// <summary>The forms of <c>KeyOf</c>.</summary>
    public static HandlerForms OfKey(IReadOnlyList<Column> key) => new KeyForms(key);

    /// <returns>Null where it is none of the forms.</returns>
    public HandlerForm? FormOf(IMethodSymbol method, INamedTypeSymbol type)
    {
        if (method is not { MethodKind: MethodKind.Ordinary, Arity: 0, IsAbstract: false, Parameters.IsEmpty: false }) return null;
        if (method is not { ReturnsByRef: false, ReturnsByRefReadonly: false }) return null;
        if (method.Parameters.Any(static parameter => parameter.RefKind != RefKind.None) || Declaration.IsForbidden(method)) return null;
        return ReturnFormOf(method, type);
    }

    /// <summary>What generated code gives for a parameter behind the event; null for nothing.</summary>
    public abstract string? ExtraOf(IParameterSymbol parameter);

    /// <summary>Whether the event may lack tags of the boundary, since it is found by something else.</summary>
    public virtual bool IsFoundOtherwise(IMethodSymbol method) => false;

    /// <summary>The name that all the methods have.</summary>
    public virtual string Method => "On";

    protected abstract HandlerForm? ReturnFormOf(IMethodSymbol method, INamedTypeSymbol type);

    /// <summary>What is known of an event beside its payload.</summary>
    protected static string? OfEvent(ITypeSymbol type) => type switch
    {
        { SpecialType: SpecialType.System_Int64 } => "e.Position",
        _ when MemberClassifier.Is(type, KnownSymbols.DateTimeOffset) => "e.RecordedAt",
        _ when MemberClassifier.Is(type, KnownSymbols.EventMetadata) => "e.Metadata",
        _ => null,
    };

    private sealed class ModelForms : HandlerForms
    {
        public override string? ExtraOf(IParameterSymbol parameter) => OfEvent(parameter.Type);

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
        public override string? ExtraOf(IParameterSymbol parameter) => parameter switch
        {
            _ when MemberClassifier.Is(parameter.Type, KnownSymbols.ConsumedEvent) => "e",
            _ when MemberClassifier.Is(parameter.Type, KnownSymbols.CancellationToken) => "stop",
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

    private sealed class ReadModelForms(IReadOnlyList<Column> key) : HandlerForms
    {
        public override bool IsFoundOtherwise(IMethodSymbol method) => ViaParser.IsMarked(method);

        /// <summary>A part of the key is meant by its name, or by a type that nothing else has.</summary>
        public override string? ExtraOf(IParameterSymbol parameter)
        {
            if (JoinParser.IsModel(parameter.Type)) return JoinUseSpec.ExtraOf(Declaration.Reference(parameter.Type));
            if (RowKey.IsKey(parameter.Type, key) && (key.Count > 1 || OfEvent(parameter.Type) is null)) return "key";
            var parts = key.Where(part => SymbolEqualityComparer.Default.Equals(part.Property.Type, parameter.Type)).ToArray();
            var named = parts.FirstOrDefault(part =>
                string.Equals(part.Property.Name, parameter.Name, StringComparison.OrdinalIgnoreCase));
            if ((named ?? (parts is [var only] ? only : null)) is not { } meant) return OfEvent(parameter.Type);
            if (named is null && OfEvent(parameter.Type) is { } ofEvent) return ofEvent;
            return RowKey.PartOf("key", key.Count, meant.Place);
        }

        protected override HandlerForm? ReturnFormOf(IMethodSymbol method, INamedTypeSymbol type)
        {
            if (method.IsAsync || !IsRow(method.ReturnType)) return null;
            if (!method.IsStatic) return HandlerForm.Gives;
            if (!IsRow(method.Parameters[0].Type)) return HandlerForm.Makes;
            if (method.Parameters.Length < 2) return null;
            if (method.Parameters[0].NullableAnnotation == NullableAnnotation.NotAnnotated) return HandlerForm.Static;
            return method.ReturnNullableAnnotation == NullableAnnotation.NotAnnotated ? HandlerForm.MakesOrChanges : HandlerForm.MayMake;

            bool IsRow(ITypeSymbol returned) => SymbolEqualityComparer.Default.Equals(returned, type);
        }
    }

    private sealed class ProjectionForms(INamedTypeSymbol session) : HandlerForms
    {
        public override string? ExtraOf(IParameterSymbol parameter) =>
            SymbolEqualityComparer.Default.Equals(parameter.Type, session) ? "session" : OfEvent(parameter.Type);

        protected override HandlerForm? ReturnFormOf(IMethodSymbol method, INamedTypeSymbol type) =>
            method is { IsStatic: true, ReturnsVoid: true, IsAsync: false } ? HandlerForm.Changes : null;
    }

    private sealed class KeyForms(IReadOnlyList<Column> key) : HandlerForms
    {
        public override string Method => RowKey.Method;

        public override string? ExtraOf(IParameterSymbol parameter) => OfEvent(parameter.Type);

        protected override HandlerForm? ReturnFormOf(IMethodSymbol method, INamedTypeSymbol type) => method switch
        {
            { IsStatic: false } => null,
            { ReturnType: INamedTypeSymbol { TypeArguments: [var given] } returned }
                when returned.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T =>
                RowKey.IsKey(given, key) ? HandlerForm.KeyOrNone : null,
            _ when !RowKey.IsKey(method.ReturnType, key) => null,
            { ReturnType.IsReferenceType: true, ReturnNullableAnnotation: not NullableAnnotation.NotAnnotated } => HandlerForm.KeyOrNone,
            _ => HandlerForm.Key,
        };
    }
}
