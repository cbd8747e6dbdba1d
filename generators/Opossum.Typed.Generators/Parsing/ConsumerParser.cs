using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Model;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>Reads a class with <c>[Consumer]</c>.</summary>
internal static class ConsumerParser
{
    private const int MaxNameLength = 64;

    /// <returns>Null when nothing can be generated; an analyzer says why.</returns>
    public static ConsumerSpec? Parse(GeneratorAttributeSyntaxContext target, CancellationToken cancellation) =>
        Parse((INamedTypeSymbol)target.TargetSymbol, new ParseContext(target.SemanticModel.Compilation, refusals: null, cancellation));

    public static ConsumerSpec? Parse(INamedTypeSymbol type, ParseContext context)
    {
        if (type.TypeKind != TypeKind.Class || Attributes.Single(type, KnownSymbols.ConsumerAttribute) is not { } attribute)
            return Refuse(RefusalKind.Incomplete);
        if (type.IsStatic || type.IsAbstract) return Refuse(RefusalKind.ConsumerForm);

        // As in EventParser.
        var declared = Declaration.Parse(type, context);
        if (declared is null && context.Refusals?.Last is not RefusalKind.NotPartial) return null;
        var isNamed = TryReadName(attribute, out var name) || (name is null && !IsNull(attribute)
            ? context.Refuse(RefusalKind.Incomplete, type)
            : context.Refuse(RefusalKind.ConsumerName, type));
        var isOrdered = TryReadOrder(attribute, type, context, out var key, out var orderedBy);
        var handlers = HandlerParser.Parse(type, HandlerForms.OfConsumer, [], context);
        if (!isOrdered || handlers is not { } all) return null;
        if (key is not null && !MayHave(key, type, context))
        {
            context.Refuse(RefusalKind.ConsumerKeyUnused, type, orderedBy);
            return null;
        }

        if (declared is not { } declaration || !isNamed) return null;
        return new() { Declaration = declaration, Name = name!, OrderKey = key, Handlers = all };

        ConsumerSpec? Refuse(RefusalKind kind)
        {
            context.Refuse(kind, type);
            return null;
        }
    }

    /// <summary>The name of a consumer; null where the compiler has said what is wrong with it.</summary>
    public static bool TryReadName(AttributeData attribute, out string? name)
    {
        name = attribute.ConstructorArguments is [{ Kind: TypedConstantKind.Primitive, Value: string given }] ? given : null;
        return name is { Length: > 0 and <= MaxNameLength } && IsLetterOrDigit(name[0])
            && name.All(static each => IsLetterOrDigit(each) || each is '-' or '_' or '.');
    }

    private static bool IsNull(AttributeData attribute) =>
        attribute.ConstructorArguments is [{ Kind: TypedConstantKind.Primitive, IsNull: true }];

    private static bool IsLetterOrDigit(char each) => each is (>= 'a' and <= 'z') or (>= '0' and <= '9');

    /// <summary>True if a handled event has a tag of the key. Who is of a family is known when the consumer starts.</summary>
    private static bool MayHave(string key, INamedTypeSymbol consumer, ParseContext context) => consumer.GetMembers("On")
        .OfType<IMethodSymbol>()
        .Select(static method => method.Parameters[0].Type)
        .OfType<INamedTypeSymbol>()
        .Any(e => !EventTags.IsEvent(e) || EventTags.Of(e, context.Silent) is not { } tags || tags.Contains(key));

    /// <returns>False if the consumer names a type that is no tag.</returns>
    private static bool TryReadOrder(
        AttributeData attribute, INamedTypeSymbol consumer, ParseContext context, out string? key, out INamedTypeSymbol? orderedBy)
    {
        (key, orderedBy) = (null, null);
        foreach (var argument in attribute.NamedArguments)
        {
            if (argument.Key != "InOrderOf" || argument.Value.IsNull) continue;
            if (argument.Value.Kind == TypedConstantKind.Error) return context.Refuse(RefusalKind.Incomplete, consumer);
            if (argument.Value.Value is not INamedTypeSymbol type) return context.Refuse(RefusalKind.ConsumerKey, consumer);
            if (type.TypeKind == TypeKind.Error) return context.Refuse(RefusalKind.Incomplete, consumer);
            if (!MemberClassifier.IsTagType(type)) return context.Refuse(RefusalKind.ConsumerKey, consumer, type);
            if (TagType.Read(type, context.Silent) is not { } tag) return context.Refuse(RefusalKind.ConsumerKey, consumer, type);
            (key, orderedBy) = (tag.Mark.Key, type);
        }

        return true;
    }
}
