using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Opossum.Typed.Analyzers.Stores;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Consumers;

/// <summary>OPSM3022: an append or a decision of a handler that is made again when the event is delivered again.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnkeyedAppendAnalyzer : HandlerAnalyzer
{
    /// <summary>The property that has the purpose for a fix; missing if a constant one would be wrong.</summary>
    internal const string Purpose = nameof(Purpose);

    /// <summary>The property that has the index of the key among the arguments; missing if the call leaves it out.</summary>
    internal const string KeyIndex = nameof(KeyIndex);

    private const string Missing = "has no key, so it is made again if the event is delivered again";

    private static readonly DiagnosticDescriptor Rule = new(
        RuleIds.UnkeyedAppend,
        title: "Handler appends without a key of its event",
        messageFormat: "'{0}' {1}; give it {2}",
        RuleCategories.Store,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "A consumer is given an event at least once. Under a key of the store, the consumer, the event and the purpose, what "
            + "follows from the event is appended at most once, however often the event is delivered.",
        helpLinkUri: RuleIds.PageOf(RuleIds.UnkeyedAppend));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

    private protected override IEnumerable<Diagnostic> Look(Delivery delivery)
    {
        HashSet<string>? taken = null;
        foreach (var frame in delivery.Frames)
        {
            foreach (var append in frame.Calls.Where(KeyedCall.Appends))
                if (Fault(append, frame) is { } fault)
                    yield return Report(append, frame, fault, PurposeOf(append, frame, delivery, taken ??= PurposesOf(delivery)));
        }
    }

    private static Diagnostic Report(IInvocationOperation append, HandlerFrame frame, string fault, string? purpose)
    {
        var at = frame.ConsumedEvent?.Name ?? "at";
        var key = purpose is null
            ? $"'key: {at}.KeyFor(…)', with another purpose each time"
            : $"'key: {at}.KeyFor(\"{purpose}\")'";
        return Diagnostic.Create(
            Rule, append.Syntax.GetLocation(), PropertiesOf(append, purpose), append.TargetMethod.Name, fault, key);
    }

    private static ImmutableDictionary<string, string?> PropertiesOf(IInvocationOperation append, string? purpose)
    {
        var properties = ImmutableDictionary<string, string?>.Empty;
        if (purpose is null) return properties;
        properties = properties.Add(Purpose, purpose);
        return append.Syntax is InvocationExpressionSyntax { ArgumentList.Arguments: var arguments }
            && KeyedCall.KeyOf(append)?.Syntax is ArgumentSyntax key
                ? properties.Add(KeyIndex, arguments.IndexOf(key).ToString(CultureInfo.InvariantCulture))
                : properties;
    }

    /// <summary>
    /// What is wrong with the key of an append; null for one of the event, and for one that is made of anything else, which may well be
    /// the same at each delivery.
    /// </summary>
    private static string? Fault(IInvocationOperation append, HandlerFrame frame) =>
        KeyedCall.KeyOf(append) is not { } key ? Missing : frame.OriginOf(key.Value).Value switch
        {
            { ConstantValue: { HasValue: true, Value: null } } or IDefaultValueOperation => Missing,
            IPropertyReferenceOperation { Property: { Name: "Id", ContainingType: var type } } when
                MemberClassifier.Is(type, KnownSymbols.ConsumedEvent) =>
                "has the id of the event as its key, which is the same for every consumer and every purpose",
            IInvocationOperation { TargetMethod: { Name: "NewGuid" or "CreateVersion7", ContainingType: var type } } when
                MemberClassifier.Is(type, KnownSymbols.Guid) =>
                "has another key at each delivery, which does not find what was appended before",
            _ => null,
        };

    private static HashSet<string> PurposesOf(Delivery delivery) => new(
        delivery.Frames
            .SelectMany(static frame => frame.Calls.Select(call => KeyedCall.PurposeOf(call, frame)))
            .OfType<string>(),
        StringComparer.Ordinal);

    /// <summary>A purpose that no other append of the handler has; null where a constant would be that of several appends.</summary>
    private static string? PurposeOf(IInvocationOperation append, HandlerFrame frame, Delivery delivery, HashSet<string> taken)
    {
        if (frame.MayRepeat(append) || delivery.Calls(frame.Method) > 1) return null;
        var name = NameOf(append, frame);
        var purpose = name;
        for (var number = 2; !taken.Add(purpose); number++) purpose = $"{name}-{number}";
        return purpose;
    }

    /// <summary>The name of the command or of the first event; without one, what the call does.</summary>
    private static string NameOf(IInvocationOperation append, HandlerFrame frame)
    {
        var given = append.Arguments.First(static each => each.Parameter?.Ordinal == 0).Value;
        (given, frame) = frame.OriginOf(given);
        if (StoreCall.Elements(given)?.FirstOrDefault() is { } first) given = frame.OriginOf(first).Value;
        return given.Type is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, IsGenericType: false } type
            && !MemberClassifier.Is(type, KnownSymbols.EventData)
                ? KebabCase.Of(type.Name)
                : append.TargetMethod.Name == "DecideAsync" ? "decide" : "append";
    }
}
