using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Parsing;
using Opossum.Typed.Generators.Text;

namespace Opossum.Typed.Analyzers.Declarations;

/// <summary>
/// The ways out where state would not come back: those that work for the type at hand, all at once, in its author's names. Each is followed
/// in a test.
/// </summary>
internal static class StateWays
{
    private const string Mark = "mark the constructor that takes '{0}' with [EventConstructor]";

    private static readonly SymbolDisplayFormat Written = SymbolDisplayFormat.MinimallyQualifiedFormat.AddMiscellaneousOptions(
        SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>Of a field that no stored member gives back.</summary>
    public static string OfField(IFieldSymbol field, Refusal refusal)
    {
        var (type, record) = (field.ContainingType, Record(field, refusal));
        if (IsTagType(record)) return HasValue(record) ? OneValue : OfTag(record, field.Name, field.Type);
        var ways = new List<string>();
        if (!IsOfSource(type)) ways.Add(ConverterWay.OnMember(refusal));
        else if (Source(type, field.Name, field.Type) is { } source)
        {
            var how = string.Format(null, Mark, source.Name) + BareHint(record, source);
            ways.Add(PropertyOf(source) is null
                ? $"replace it by '{Property(source.Type, NameOf(source))}', and {how}"
                : how);
        }
        else
            ways.Add(Free(type, field.Name) is { } name
                ? $"replace it by '{Property(field.Type, name, "get; init;")}'"
                : "replace it by a public property with 'init'");
        if (IsOfSource(record) && IsInside(record, refusal)) ways.Add(ConverterWay.OnType(record));
        ways.Add("put [Ignore] on the field if it need not be stored");
        return $"no stored member of '{type.Name}' holds it; {string.Join("; or ", ways)}";
    }

    /// <summary>Of a property that nothing sets.</summary>
    public static string OfProperty(IPropertySymbol property, Refusal refusal)
    {
        var (type, record) = (property.ContainingType, Record(property, refusal));
        if (IsTagType(record)) return HasValue(record) ? OneValue : OfTag(record, property.Name, property.Type);
        if (!IsOfSource(type)) return $"nothing that reading may call sets it; {ConverterWay.OnMember(refusal)}";
        var isPublic = property.DeclaredAccessibility == Accessibility.Public;
        var ways = new List<string>();
        if (SymbolEqualityComparer.Default.Equals(type, record) && ParameterOf(property, record) is { } source)
            ways.Add((isPublic ? "" : $"make it '{Property(property.Type, property.Name)}', and ")
                + string.Format(null, Mark, source.Name) + BareHint(record, source));
        ways.Add(isPublic ? "give it a public 'init'" : $"make it '{Property(property.Type, property.Name, "get; init;")}'");
        ways.Add("compute it with '=>'");
        ways.Add("put [Ignore] on it if it need not be stored");
        return $"nothing that reading may call sets it; {string.Join("; or ", ways)}";
    }

    /// <summary>Of a type without a constructor that would do.</summary>
    public static string OfType(INamedTypeSymbol type, Refusal refusal)
    {
        const string Lead = "it has no public constructor that takes or leaves settable all of its state; ";
        var made = Makers(type) is [var only] ? only : null;
        if (IsTagType(type) && made is { Parameters: [var value] }) return OfTag(type, value.Name, value.Type);
        if (!IsOfSource(type)) return Lead + ConverterWay.OnMember(refusal);
        if (made is null)
            return Lead + "write its members as parameters behind its name, or mark the constructor that takes all of them with "
                + "[EventConstructor]";
        var members = string.Join(", ", made.Parameters.Select(static each => $"{each.Type.ToDisplayString(Written)} {NameOf(each)}"));
        var missing = made.Parameters.Where(static each => PropertyOf(each) is null)
            .Select(static each => $"'{Property(each.Type, NameOf(each))}'")
            .ToArray();
        return Lead + $"write its members as parameters behind its name, '{type.Name}({members})'; or "
            + (missing.Length == 0 ? "" : $"declare {string.Join(" and ", missing)}, and ")
            + string.Format(null, Mark, string.Join(", ", made.Parameters.Select(static each => each.Name)));
    }

    /// <summary>Of a parameter that no property gives back.</summary>
    public static string OfParameter(IParameterSymbol parameter)
    {
        var (type, name) = (parameter.ContainingType, NameOf(parameter));
        var named = RecordChain.Properties(type).FirstOrDefault(each => IsSame(each.Name, parameter.Name));
        var written = named is null ? Property(parameter.Type, name) : Property(parameter.Type, named.Name);
        var way = named is not null
            ? $"make '{type.Name}.{named.Name}' public and of the parameter's type, '{written}'"
            : type.MemberNames.Contains(name)
            ? "name it like the property that gives it back"
            : $"name it like the property that gives it back, or declare '{written}' and keep it there";
        var other = Makers(type).Concat(type.GetMembers().OfType<IMethodSymbol>().Where(static each => each is
            {
                MethodKind: MethodKind.Ordinary,
                IsStatic: true,
                Arity: 0,
                DeclaredAccessibility: Accessibility.Public or Accessibility.Internal,
            } && SymbolEqualityComparer.Default.Equals(each.ReturnType, each.ContainingType)))
            .Any(each => !SymbolEqualityComparer.Default.Equals(each, parameter.ContainingSymbol)
                && !each.Parameters.IsEmpty
                && each.Parameters.All(static given => PropertyOf(given) is not null));
        var marked = Attributes.Has(parameter.ContainingSymbol, KnownSymbols.EventConstructorAttribute);
        return $"no public property has the name and type of the parameter '{parameter.Name}'; {way}"
            + (other
                ? $"; or {(marked ? "move" : "put")} [EventConstructor] {(marked ? "to" : "on")} the constructor or method whose "
                    + "parameters all have one"
                : "");
    }

    /// <summary>Of a tag type whose marked constructor no other code can call.</summary>
    public static string OfHiddenTag(INamedTypeSymbol type)
    {
        var marked = type.InstanceConstructors.First(static each => Attributes.Has(each, KnownSymbols.EventConstructorAttribute));
        var parameters = string.Join(", ", marked.Parameters.Select(static each => $"{each.Type.ToDisplayString(Written)} {each.Name}"));
        return "generated code can't call its constructor; make that internal or public, or move [EventConstructor] to an internal or "
            + $"public static method that takes '{parameters}' and returns '{type.Name}'";
    }

    /// <summary>Of a tag type that holds none, or several, or one that its constructor does not take.</summary>
    public static string OfSeveralValues(INamedTypeSymbol type)
    {
        var set = type.GetMembers().OfType<IPropertySymbol>().Where(static each => each is
        {
            IsStatic: false,
            IsIndexer: false,
            IsImplicitlyDeclared: false,
            SetMethod: not null,
        }).ToArray();
        return set is [var only]
            ? $"a tag type holds exactly one value, which its constructor takes; write '{Positional(type, only.Type, only.Name)}'"
            : "a tag type holds exactly one value; take one parameter, or join the values in one text";
    }

    private const string OneValue = "a tag type is stored as its one value; compute it with '=>', or put [Ignore] on it";

    private static string OfTag(INamedTypeSymbol type, string member, ITypeSymbol value)
    {
        var source = Source(type, member, value)
            ?? Makers(type).SelectMany(static each => each.Parameters).FirstOrDefault(each => IsSame(each.Name, member.TrimStart('_')));
        var name = source is not null ? NameOf(source) : Pascal(member);
        var parameter = source?.Name ?? CamelCase.Of(name);
        var written = value.ToDisplayString(Written);
        var states = type.GetMembers().OfType<IFieldSymbol>().Where(static each => !each.IsStatic && !each.IsImplicitlyDeclared).ToArray();
        var replaced = states is [var only] ? only.Name : null;
        var isThere = type.GetMembers(name).Any(static each => each is IPropertySymbol { DeclaredAccessibility: Accessibility.Public });
        if (!isThere && source?.ContainingSymbol is { DeclaredAccessibility: Accessibility.Public })
            return $"a tag type is stored as its one value; write '{Positional(type, value, name)}', or replace "
                + $"{(replaced is null ? "what its constructor sets" : $"'{replaced}'")} by '{Property(value, name)}'";
        return $"a tag type is stored as its one value; write '{Positional(type, value, name)}', or "
            + (isThere ? "" : $"replace it by '{Property(value, name)}' and ")
            + $"put [EventConstructor] on an internal or public constructor, or static method, that takes '{written} {parameter}'";
    }

    private static string Positional(INamedTypeSymbol type, ITypeSymbol value, string name) =>
        $"readonly partial record struct {type.Name}({value.ToDisplayString(Written)} {name})";

    /// <summary>A private constructor can't make a bare value: generated code for all of an assembly calls it by its name.</summary>
    private static string BareHint(INamedTypeSymbol type, IParameterSymbol source) =>
        type is { TypeKind: TypeKind.Struct, IsReadOnly: true }
        && source.ContainingSymbol is IMethodSymbol { Parameters.Length: 1, DeclaredAccessibility: Accessibility.Private }
        && MemberClassifier.IsScalar(source.Type)
            ? " (made internal, it stores the bare value; private, an object)"
            : "";

    /// <summary>The parameter of a constructor by which a field gets its value, as far as types and names tell.</summary>
    private static IParameterSymbol? Source(INamedTypeSymbol type, string member, ITypeSymbol value)
    {
        var fitting = Makers(type)
            .OrderByDescending(static each => each.Parameters.Length)
            .SelectMany(static each => each.Parameters)
            .Where(each => SymbolEqualityComparer.Default.Equals(each.Type, value) && IsFree(each, member))
            .ToArray();
        return fitting.FirstOrDefault(each => IsSame(each.Name, member.TrimStart('_'))) ?? (fitting is [var only] ? only : null);
    }

    /// <summary>Whether the property of a parameter is still to be written, or gives back the member.</summary>
    private static bool IsFree(IParameterSymbol parameter, string member) => PropertyOf(parameter) is { } property
        ? property.Name == member || property.DeclaringSyntaxReferences.Any(each =>
            Syntax.Mentions(each.GetSyntax(), member))
        : NameOf(parameter) == member || !parameter.ContainingType.MemberNames.Contains(NameOf(parameter));

    /// <summary>The parameter of a constructor that would give a property its value.</summary>
    private static IParameterSymbol? ParameterOf(IPropertySymbol property, INamedTypeSymbol type) => Makers(type)
        .OrderByDescending(static each => each.Parameters.Length)
        .SelectMany(static each => each.Parameters)
        .FirstOrDefault(each => IsSame(each.Name, property.Name) && SymbolEqualityComparer.Default.Equals(each.Type, property.Type));

    /// <summary>The public property that gives back a parameter.</summary>
    private static IPropertySymbol? PropertyOf(IParameterSymbol parameter) => RecordChain.Properties(parameter.ContainingType)
        .FirstOrDefault(each => IsSame(each.Name, parameter.Name)
            && each.DeclaredAccessibility == Accessibility.Public
            && SymbolEqualityComparer.Default.Equals(each.Type, parameter.Type));

    /// <summary>The constructors that somebody wrote, but for the one that copies a record.</summary>
    private static IMethodSymbol[] Makers(INamedTypeSymbol type) =>
    [
        .. type.InstanceConstructors.Where(each => !each.IsImplicitlyDeclared
            && !each.Parameters.IsEmpty
            && (each.Parameters is not [var only] || !SymbolEqualityComparer.Default.Equals(only.Type, type))),
    ];

    /// <summary>Whether a tag type has its value, and what is reported is more than that.</summary>
    private static bool HasValue(INamedTypeSymbol type) => Constructors.AreMarked(type)
        || type.InstanceConstructors.Any(static each => each.DeclaringSyntaxReferences.Any(static part =>
            part.GetSyntax() is Microsoft.CodeAnalysis.CSharp.Syntax.TypeDeclarationSyntax));

    private static bool IsTagType(INamedTypeSymbol type) =>
        type.TypeKind == TypeKind.Struct && Attributes.Has(type, KnownSymbols.TagAttribute);

    /// <summary>Whether the record is a value of something, so that a converter of it is asked for.</summary>
    private static bool IsInside(INamedTypeSymbol record, Refusal refusal) =>
        !refusal.Path.IsEmpty && !EventTags.IsEvent(record);

    private static INamedTypeSymbol Record(ISymbol member, Refusal refusal) =>
        refusal.Other as INamedTypeSymbol ?? member.ContainingType;

    private static bool IsOfSource(INamedTypeSymbol type) => !type.DeclaringSyntaxReferences.IsEmpty;

    private static string? Free(INamedTypeSymbol type, string field) =>
        Pascal(field) != field && type.MemberNames.Contains(Pascal(field)) ? null : Pascal(field);

    private static string Property(ITypeSymbol type, string name, string accessors = "get;") =>
        $"public {type.ToDisplayString(Written)} {name} {{ {accessors} }}";

    private static string NameOf(IParameterSymbol parameter) => PropertyOf(parameter)?.Name ?? Pascal(parameter.Name);

    private static string Pascal(string name)
    {
        var plain = name.TrimStart('_');
        return plain.Length == 0 ? "Value" : char.ToUpperInvariant(plain[0]) + plain.Substring(1);
    }

    private static bool IsSame(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
