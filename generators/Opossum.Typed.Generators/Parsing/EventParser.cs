using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
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
            types = new(context, tagged);
            parsed = new BodyParser(type, types, context).Parse();
        }
        while (parsed is not null && types.HasLearned);

        if (read is not { } mark || declared is not { } declaration || !isMade || parsed is not { } body
            || IsTooDeep(type, body, types, context)) return null;

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
            Queries = tags.Queries,
            Families = EventFamilies.Of(type),
            Upcast = upcast,
            Codec = CodecName(type, context),
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

    /// <summary>Of what is no class, the compiler says that it can't have the attribute.</summary>
    private static RefusalKind NotAnEvent(INamedTypeSymbol type) => type switch
    {
        { TypeKind: not TypeKind.Class } => RefusalKind.Incomplete,
        { IsRecord: true } => RefusalKind.Abstract,
        _ => RefusalKind.NotRecord,
    };

    /// <summary>
    /// A name for the helpers that no member of the event or of a type around it hides, an inherited one neither, and that its namespace
    /// has nothing else of: a file's own type would hide it.
    /// </summary>
    private static string CodecName(INamedTypeSymbol type, ParseContext context)
    {
        var taken = new NameScope([.. type.ContainingNamespace.GetNamespaceMembers().Select(static each => each.Name)]);
        for (var each = type; each is not null; each = each.ContainingType)
        {
            taken.Add(each.Name);
            foreach (var declaring in RecordChain.Upwards(each))
            {
                foreach (var name in declaring.MemberNames) taken.Add(name);
                foreach (var nested in declaring.GetTypeMembers()) taken.Add(nested.Name);
            }
        }

        // In the global namespace a type must not be called as an alias that every file has.
        if (type.ContainingNamespace.IsGlobalNamespace)
            foreach (var alias in GlobalAliases(context)) taken.Add(alias);

        string codec;
        do codec = taken.Add("Codec");
        while (!type.ContainingNamespace.GetTypeMembers(codec).IsEmpty);
        return codec;
    }

    private static IEnumerable<string> GlobalAliases(ParseContext context) => context.Compilation.SyntaxTrees
        .Select(tree => tree.GetRoot(context.Cancellation))
        .OfType<CompilationUnitSyntax>()
        .SelectMany(static file => file.Usings)
        .Where(static each => each is { Alias: not null, GlobalKeyword.RawKind: not 0 })
        .Select(static each => each.Alias!.Name.Identifier.ValueText);
}
