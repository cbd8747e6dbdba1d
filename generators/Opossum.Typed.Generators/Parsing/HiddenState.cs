using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>
/// Finds the state of a record that none of its stored members holds: a field, the field behind a property, the handlers of an event. It
/// would be empty after reading.
/// <para>
/// What a constructor computes from its parameters counts too: <c>with</c> copies the computed value beside a parameter that it changes,
/// and reading computes it again.
/// </para>
/// </summary>
internal sealed class HiddenState(INamedTypeSymbol type, IReadOnlyCollection<StoredMember> stored, ParseContext context)
{
    private const string Behind = ">k__BackingField";

    private HashSet<string>? _reached;
    private ILookup<string, string?>? _read;

    /// <returns>The members that hold it: properties, fields and events.</returns>
    public IEnumerable<ISymbol> Find()
    {
        foreach (var declaring in RecordChain.Upwards(type).Reverse())
        {
            var isOwn = context.IsOwn(declaring);

            // The command line doesn't see the private fields of another assembly's classes, and the IDE must come to the same answer.
            if (!isOwn && declaring.TypeKind != TypeKind.Struct)
            {
                foreach (var @event in declaring.GetMembers().OfType<IEventSymbol>())
                    if (!@event.IsStatic && IsPublic(@event) && HoldsHandlers(@event) && !StoredMembers.IsIgnored(@event, type))
                        yield return @event;
                continue;
            }

            foreach (var member in declaring.GetMembers())
            {
                if (member.IsStatic || member is not (IFieldSymbol or IEventSymbol) || StoredMembers.IsIgnored(member, type)) continue;
                if (member is IEventSymbol handlers && HoldsHandlers(handlers)) yield return member;
                if (member is not IFieldSymbol field) continue;
                if (PropertyBehind(field) is { } property)
                {
                    if (!IsKept(property) && !(isOwn && (IsFixed(property) || IsBehindStored(property)))) yield return property;
                }
                else if (!isOwn || !((Reached.Contains(field.Name) && !IsPartlyRead(field.Name, field.Type)) || IsFixed(field)))
                {
                    yield return field;
                }
            }
        }
    }

    /// <summary>The names that the accessors of stored members refer to, by way of other members too.</summary>
    private HashSet<string> Reached => _reached ??= Reach();

    private bool IsBehindStored(IPropertySymbol property) => property.DeclaredAccessibility == Accessibility.Private
        && Reached.Contains(property.Name)
        && !IsPartlyRead(property.Name, property.Type);

    /// <summary>By name, since of two properties of one name in one type the compiler speaks.</summary>
    private bool IsKept(IPropertySymbol property) =>
        StoredMembers.IsIgnored(property, type)
        || stored.Any(member => member.Property.Name == property.Name
            && SymbolEqualityComparer.Default.Equals(member.Property.ContainingType, property.ContainingType))
        || RecordChain.IsOverridden(property, type);

    /// <summary>Metadata does not tell which property a field is behind, except by its name.</summary>
    private static IPropertySymbol? PropertyBehind(IFieldSymbol field)
    {
        if (field.AssociatedSymbol is IPropertySymbol property) return property;
        return field.Name.StartsWith("<", StringComparison.Ordinal) && field.Name.EndsWith(Behind, StringComparison.Ordinal)
            ? field.ContainingType.GetMembers(field.Name.Substring(1, field.Name.Length - 1 - Behind.Length))
                .OfType<IPropertySymbol>()
                .FirstOrDefault()
            : null;
    }

    private static bool IsPublic(IEventSymbol member) =>
        member.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal;

    /// <summary>In metadata, accessors that the compiler wrote say so.</summary>
    private bool HoldsHandlers(IEventSymbol member) => member.DeclaringSyntaxReferences.IsEmpty
        ? member.AddMethod is { } add && Attributes.Single(add, KnownSymbols.CompilerGeneratedAttribute) is not null
        : member.DeclaringSyntaxReferences.Any(reference =>
        reference.GetSyntax(context.Cancellation) is VariableDeclaratorSyntax { Parent.Parent: EventFieldDeclarationSyntax declaration }
        && !declaration.Modifiers.Any(SyntaxKind.AbstractKeyword)
        && !declaration.Modifiers.Any(SyntaxKind.PartialKeyword));

    /// <summary>
    /// A stored member that is set after construction has to reach the field by its setter. One that the constructor takes may also give it
    /// back by its getter alone.
    /// </summary>
    private HashSet<string> Reach()
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var roots = stored.Select(static member => member.Parameter is null ? member.Property.SetMethod : (ISymbol)member.Property);
        foreach (var name in Mentions(roots)) names.Add(name.Identifier.ValueText);
        return names;
    }

    /// <summary>True if the stored members return parts of a field, and not all of them.</summary>
    private bool IsPartlyRead(string name, ITypeSymbol fieldType)
    {
        _read ??= Mentions(stored.Select(static member => (ISymbol?)member.Property.GetMethod))
            .Select(static name => (name.Identifier.ValueText, FieldParts.Read(name)))
            .ToLookup(static each => each.ValueText, static each => each.Item2, StringComparer.Ordinal);
        var parts = new HashSet<string?>(_read[name]);
        return parts.Count > 0 && !parts.Contains(null) && !FieldParts.Of(fieldType).All(each => each.Any(parts.Contains));
    }

    /// <summary>All names that members refer to in their code, by way of other members too.</summary>
    private IEnumerable<SimpleNameSyntax> Mentions(IEnumerable<ISymbol?> roots)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        var next = new Queue<SyntaxNode>(roots.SelectMany(Bodies));
        while (next.Count > 0)
        {
            foreach (var name in next.Dequeue().DescendantNodesAndSelf().OfType<SimpleNameSyntax>())
            {
                if (IsOnAnotherObject(name)) continue;
                yield return name;
                if (!known.Add(name.Identifier.ValueText)) continue;
                var named = RecordChain.Upwards(type).SelectMany(each => each.GetMembers(name.Identifier.ValueText));
                foreach (var body in named.SelectMany(Bodies)) next.Enqueue(body);
            }
        }
    }

    private static bool IsOnAnotherObject(SimpleNameSyntax name) =>
        name.Parent is MemberAccessExpressionSyntax { Expression: not (ThisExpressionSyntax or BaseExpressionSyntax) } access
        && access.Name == name;

    /// <summary>What runs when a property, an accessor or a method is used.</summary>
    private IEnumerable<SyntaxNode> Bodies(ISymbol? symbol)
    {
        var implementation = symbol switch
        {
            IPropertySymbol property => property.PartialImplementationPart ?? symbol,
            IMethodSymbol method => method.PartialImplementationPart ?? symbol,
            _ => null,
        };
        foreach (var reference in implementation?.DeclaringSyntaxReferences ?? [])
        {
            var node = reference.GetSyntax(context.Cancellation);
            switch (node)
            {
                case PropertyDeclarationSyntax property:
                    if (property.AccessorList is { } accessors) yield return accessors;
                    if (property.ExpressionBody is { } getter) yield return getter;
                    break;
                case BaseMethodDeclarationSyntax method:
                    if (method.Body is { } block) yield return block;
                    if (method.ExpressionBody is { } expression) yield return expression;
                    break;
                case AccessorDeclarationSyntax or ArrowExpressionClauseSyntax:
                    yield return node;
                    break;
            }
        }
    }

    /// <summary>
    /// True for what has the same constant in every instance. A struct has none: its default value skips the initializers.
    /// </summary>
    private bool IsFixed(ISymbol member)
    {
        if (member is not (IFieldSymbol { IsReadOnly: true } or IPropertySymbol { SetMethod: null })
            || member.ContainingType.TypeKind != TypeKind.Class) return false;
        var valueType = member is IFieldSymbol field ? field.Type : ((IPropertySymbol)member).Type;
        return member.DeclaringSyntaxReferences.Any(reference => IsConstant(InitializerOf(reference), valueType))
            && !member.ContainingType.DeclaringSyntaxReferences.Any(reference => IsAssigned(member.Name, reference));
    }

    private ExpressionSyntax? InitializerOf(SyntaxReference reference) => reference.GetSyntax(context.Cancellation) switch
    {
        VariableDeclaratorSyntax { Initializer.Value: var value } => value,

        // An accessor with a body may keep something else than the initializer.
        PropertyDeclarationSyntax { Initializer.Value: var value, AccessorList.Accessors: [{ Body: null, ExpressionBody: null }] } => value,
        _ => null,
    };

    private static bool IsConstant(ExpressionSyntax? value, ITypeSymbol type) => value switch
    {
        LiteralExpressionSyntax => true,
        PrefixUnaryExpressionSyntax { Operand: LiteralExpressionSyntax } => true,
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Empty" } => type.SpecialType == SpecialType.System_String,
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } =>
            type.TypeKind == TypeKind.Enum && !type.GetMembers(name).IsEmpty,
        _ => false,
    };

    /// <summary>Constructors and <c>init</c> accessors can give it another value.</summary>
    private bool IsAssigned(string name, SyntaxReference declaration) => declaration.GetSyntax(context.Cancellation)
        .DescendantNodes()
        .OfType<IdentifierNameSyntax>()
        .Any(each => each.Identifier.ValueText == name
            && each.Ancestors().Any(static around =>
                around is ConstructorDeclarationSyntax || around.IsKind(SyntaxKind.InitAccessorDeclaration)));
}
