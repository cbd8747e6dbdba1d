using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Collections;
using Opossum.Typed.Generators.Model;
using Opossum.Typed.Generators.Text;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>Reads a record with <c>[Event]</c>. All semantics end here.</summary>
internal static class EventParser
{
    /// <returns>Null when nothing can be generated; an analyzer says why.</returns>
    public static EventSpec? Parse(GeneratorAttributeSyntaxContext target, CancellationToken cancellation) =>
        Parse((INamedTypeSymbol)target.TargetSymbol, new ParseContext(target.SemanticModel.Compilation, refusals: null, cancellation));

    public static EventSpec? Parse(INamedTypeSymbol type, ParseContext context)
    {
        if (type is not { TypeKind: TypeKind.Class, IsRecord: true, IsAbstract: false })
        {
            context.Refuse(NotAnEvent(type), type);
            return null;
        }

        if (RecordChain.Upwards(type).Skip(1).FirstOrDefault(EventTags.IsEvent) is { } @base)
        {
            context.Refuse(RefusalKind.Derived, type, @base);
            return null;
        }

        // Each of them says what is wrong with its part, whatever is wrong with another's; but what can't be completed for another
        // reason than a missing word is not the event that its author means.
        var read = EventMark.Read(type, context);
        var declared = Declaration.Parse(type, context);
        if (declared is null && context.Refusals?.Last is not RefusalKind.NotPartial) return null;
        UpcastSpec? upcast = null;
        var isMade = read is not { } said || Upcaster.TryRead(type, said, context, out upcast);
        var tagged = new HashSet<string>(StringComparer.Ordinal);
        TypeTable types;
        BodySpec? parsed;
        do
        {
            types = new(context, tagged) { SealsPersonal = true };
            parsed = new BodyParser(type, types, context).Parse();
        }
        while (parsed is not null && types.HasLearned);

        if (read is not { } mark || declared is not { } declaration || !isMade || parsed is not { } body
            || IsTooDeep(type, body, types, context) || IsSealedTwice(type, body, types, context)) return null;

        var tags = TagSummary.Of(type, body, types);
        return new()
        {
            Declaration = declaration,
            Name = mark.Name,
            Version = mark.Version,
            Aliases = mark.Aliases,
            Body = body,
            Types = types.Types,
            IsRecursive = types.IsRecursive,
            TagKeys = tags.Keys,
            HiddenTagKeys = HiddenTags(body, types),
            IsPersonal = PersonalTypes.Of(types.Types).Has(body),
            Print = PrintedMembers.Of(type, body),
            Queries = tags.Queries,
            Families = EventFamilies.Of(type),
            Upcast = upcast,
            Codec = HelperNames.Codec(type, context),
        };
    }

    /// <summary>What is nested deeper than a reader takes could be appended and never read.</summary>
    private static bool IsTooDeep(INamedTypeSymbol type, BodySpec body, TypeTable types, ParseContext context)
    {
        var depth = new NestingDepth(types.Types);
        foreach (var field in body.Fields)
        {
            if (1 + depth.Of(field.Value) <= NestingDepth.Max) continue;
            var property = RecordChain.Properties(type).First(each => Identifiers.Escape(each.Name) == field.Member);
            using var scope = context.At(property);
            return !context.Refuse(RefusalKind.TooDeep, property);
        }

        return false;
    }

    private static EquatableArray<string> HiddenTags(BodySpec body, TypeTable types) => types.Types.OfType<RecordSpec>()
        .Select(static record => record.Body).Prepend(body)
        .SelectMany(static inner => inner.Tags)
        .Where(static tag => tag.IsHidden)
        .SelectMany(static tag => tag.Aliases.Prepend(tag.Key!))
        .Distinct().ToList().ToEquatableArray();

    /// <summary>What is personal of one inside what is sealed for another would need both their keys, and be lost with either.</summary>
    private static bool IsSealedTwice(INamedTypeSymbol type, BodySpec body, TypeTable types, ParseContext context)
    {
        var personal = PersonalTypes.Of(types.Types);
        if (TwiceIn(type, body) is { } own)
        {
            using var scope = context.At(own);
            return !context.Refuse(RefusalKind.PersonalTwice, own);
        }

        foreach (var record in types.Records)
        {
            if (types[record.Key] is RecordSpec spec && TwiceIn(record.Value, spec.Body) is { } inner)
                return !context.Refuse(RefusalKind.PersonalTwice, inner);
        }

        return false;

        IPropertySymbol? TwiceIn(INamedTypeSymbol owner, BodySpec inner)
        {
            var twice = inner.Fields.FirstOrDefault(field => field.Part is not null && personal[field.Value]);
            return twice is null ? null : RecordChain.Properties(owner).First(each => Identifiers.Escape(each.Name) == twice.Member);
        }
    }

    /// <summary>Of what is no class, the compiler says that it can't have the attribute.</summary>
    private static RefusalKind NotAnEvent(INamedTypeSymbol type) => type switch
    {
        { TypeKind: not TypeKind.Class } => RefusalKind.Incomplete,
        { IsRecord: true } => RefusalKind.Abstract,
        _ => RefusalKind.NotRecord,
    };
}
