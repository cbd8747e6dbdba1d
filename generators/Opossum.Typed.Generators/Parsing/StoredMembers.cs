using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Opossum.Typed.Generators.Model;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>A property that is stored, and how it gets back: by a parameter of the constructor, or beside it.</summary>
internal readonly struct StoredMember(IPropertySymbol property, IParameterSymbol? parameter, FieldSetting setting)
{
    public IPropertySymbol Property => property;

    public IParameterSymbol? Parameter => parameter;

    public FieldSetting Setting => setting;

    /// <summary>Whether a <c>[Field]</c> counts for it.</summary>
    public bool IsNamedField(INamedTypeSymbol owner) => FieldMark.IsOn(property, owner) || FieldMark.IsOn(parameter);
}

/// <summary>
/// Finds the members of a record that make up its state: the parameters of its constructor, then what is set beside it. Where something
/// would be lost between writing and reading, the record is refused.
/// </summary>
internal static class StoredMembers
{
    /// <param name="type">A record.</param>
    /// <param name="context">The parse of the record, or of what holds it.</param>
    /// <param name="others">Takes the members that nothing speaks against, if the record is refused for others.</param>
    /// <returns>Null when the record is refused.</returns>
    public static ImmutableArray<StoredMember>? Read(INamedTypeSymbol type, ParseContext context, List<StoredMember>? others = null)
    {
        if (RecordChain.Problem(type) is { } problem)
        {
            context.Refuse(problem.Kind, type, problem.Base);
            return null;
        }

        // The command line sees another assembly's metadata and the IDE its source: both must come to the same answer.
        var isOwn = context.IsOwn(type);
        if (!Constructors.TryGetMarked(type, isOwn, context, out var marked)) return null;
        if (marked is not null) return Of(type, marked, context, others);
        if (!Constructors.TryGetPrimary(type, isOwn, context, out var primary)) return null;

        return primary is not null ? Of(type, primary, context, others) : ByAnother(type, isOwn, context, others);
    }

    private static ImmutableArray<StoredMember>? ByAnother(
        INamedTypeSymbol type, bool isOwn, ParseContext context, List<StoredMember>? others)
    {
        var constructors = Constructors.Others(type, isOwn).OrderBy(static each => each.Parameters.Length).ToArray();
        if (constructors is [var only]) return Of(type, only, context, others);
        ImmutableArray<StoredMember>? found = null;
        foreach (var constructor in constructors)
        {
            if (Of(type, constructor, context.Silent) is not { } members) continue;
            if (constructor.Parameters.IsEmpty) return members;
            if (found is not null)
            {
                context.Refuse(RefusalKind.SeveralConstructors, type);
                return null;
            }

            found = members;
        }

        if (found is null) context.Refuse(isOwn || type.IsRecord ? RefusalKind.NoConstructor : RefusalKind.NoCodec, type);
        return found;
    }

    /// <returns>Null when the constructor can't bring back all of the state.</returns>
    private static ImmutableArray<StoredMember>? Of(
        INamedTypeSymbol type, IMethodSymbol constructor, ParseContext context, List<StoredMember>? others = null)
    {
        if (constructor.IsVararg)
        {
            context.Refuse(RefusalKind.NoConstructor, type);
            return null;
        }

        var members = ImmutableArray.CreateBuilder<StoredMember>(constructor.Parameters.Length);
        var (isWhole, hasUnnamed) = (true, false);
        var blamed = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var kept = new KeptValues(type, context);

        // What another assembly's constructor makes of its parameters can't be seen. Its author may vouch for it.
        var isSeen = context.IsOwn(type);
        var isVouched = Attributes.Single(constructor, KnownSymbols.EventConstructorAttribute) is not null;
        var properties = RecordChain.Properties(type).ToArray();
        foreach (var parameter in constructor.Parameters)
        {
            if (PropertyOf(parameter, properties) is not { } property)
            {
                isWhole = Fail(parameter.RefKind == RefKind.None ? RefusalKind.NoProperty : RefusalKind.ByReference, parameter);
                hasUnnamed |= parameter.RefKind == RefKind.None;
                blamed.UnionWith(type.GetMembers(parameter.Name));
                continue;
            }

            if (IsIgnored(property, type)) isWhole = Fail(RefusalKind.IgnoredParameter, property);
            else if (!RecordChain.IsSplit(property)
                && !(isSeen ? kept.Keeps(constructor, parameter, property) : isVouched || IsSetAsGiven(property, context.Cancellation)))
                isWhole = Fail(RefusalKind.ChangedValue, property);
            var isTwice = !isSeen && !Factories.IsFactory(constructor) && IsSetAsGiven(property, context.Cancellation);
            members.Add(new(property, parameter, isTwice ? FieldSetting.Twice : FieldSetting.Parameter));
        }

        // The property that such a parameter was to have would be called state that nothing sets: that is one fault, and no second one.
        if (hasUnnamed)
        {
            others?.AddRange(members);
            return null;
        }

        // What a factory returns has all of its required members, or the factory would not compile.
        var setsRequired = Factories.IsFactory(constructor)
            || Attributes.Single(constructor, KnownSymbols.SetsRequiredMembersAttribute) is not null;
        var isHidden = !context.CanName(constructor);
        var shown = new HashSet<ISymbol>(RecordChain.Properties(type), SymbolEqualityComparer.Default);
        foreach (var each in RecordChain.Upwards(type).Reverse())
        {
            AddBeside(each);
        }

        foreach (var hidden in new HiddenState(type, members, context).Find())
        {
            // What is wrong with a member, or with the parameter that gives it, has been said.
            if (blamed.Contains(hidden)) continue;
            isWhole = Fail(hidden is IPropertySymbol ? RefusalKind.OtherState : RefusalKind.HiddenState, hidden);
        }

        if (isWhole) return members.ToImmutable();
        others?.AddRange(members);
        return null;

        void AddBeside(INamedTypeSymbol declaring)
        {
            var isOwn = context.IsOwn(declaring);
            var beside = new List<StoredMember>();
            foreach (var member in declaring.GetMembers())
            {
                if (member.IsStatic || member.IsImplicitlyDeclared) continue;
                if (member is IFieldSymbol field
                    && (field.IsRequired || (!isOwn && IsVisible(field)))
                    && !IsIgnored(field, type)) isWhole = Fail(RefusalKind.OtherState, field);
                if (member is not IPropertySymbol { IsIndexer: false } property) continue;
                if (RecordChain.IsSplit(property) && !IsIgnored(property, type))
                {
                    isWhole = Fail(RefusalKind.SplitAccessors, property);
                    continue;
                }

                if (members.Any(given => given.Parameter is not null && given.Property.Name == property.Name))
                {
                    // The compiler wants it in the object initializer, too.
                    if (property.IsRequired && !setsRequired) isWhole = Fail(RefusalKind.RequiredTwice, property);
                    continue;
                }

                var isIgnored = IsIgnored(property, type);
                if (isIgnored && !(property.IsRequired && !setsRequired)) continue;
                if (isIgnored)
                {
                    isWhole = Fail(RefusalKind.IgnoredRequired, property);
                    continue;
                }

                if (property.SetMethod is null
                    && !property.IsRequired
                    && (property.IsAbstract || !HidesState(property, isOwn, context.Cancellation))) continue;
                // What only the record itself sees may be behind a stored member: whether it is, HiddenState finds out.
                if (isOwn && !property.IsRequired && property.DeclaredAccessibility == Accessibility.Private) continue;
                if (!shown.Contains(property))
                {
                    // What is overridden is one property; what is hidden is a second one, which no name of its own reaches.
                    if (!RecordChain.IsOverridden(property, type)) isWhole = Fail(RefusalKind.OtherState, property);
                    continue;
                }

                if (!IsPublic(property) || property.SetMethod is not { DeclaredAccessibility: Accessibility.Public } set)
                {
                    isWhole = Fail(RefusalKind.OtherState, property);
                    continue;
                }

                var isRequired = property.IsRequired && !setsRequired;
                if (isRequired && isHidden) isWhole = Fail(RefusalKind.HiddenRequired, property);
                if (isOwn ? !kept.Keeps(property) : !IsAuto(property, context.Cancellation))
                    isWhole = Fail(RefusalKind.ChangedValue, property);
                beside.Add(new(property, null, isRequired ? FieldSetting.Required : set.IsInitOnly ? FieldSetting.Init : FieldSetting.Set));
            }

            members.AddRange(InOrder(beside));
        }

        bool Fail(RefusalKind kind, ISymbol member)
        {
            blamed.Add(member);
            return context.Refuse(kind, member, type);
        }
    }

    public static bool IsIgnored(ISymbol member, INamedTypeSymbol type) =>
        member is IPropertySymbol property
            ? Inherited.Has(property, parameter: null, type, KnownSymbols.IgnoreAttribute)
            : Attributes.Has(member, KnownSymbols.IgnoreAttribute);

    /// <summary>As declared; over several files by name, since the order of members is then the order of the files.</summary>
    private static IEnumerable<StoredMember> InOrder(List<StoredMember> members)
    {
        var trees = members.SelectMany(static member => member.Property.DeclaringSyntaxReferences)
            .Select(static reference => reference.SyntaxTree)
            .Distinct();
        return trees.Skip(1).Any() ? members.OrderBy(static member => member.Property.Name, StringComparer.Ordinal) : members;
    }

    /// <summary>A parameter of a primary constructor is called as its property; those of others begin with a small letter.</summary>
    private static IPropertySymbol? PropertyOf(IParameterSymbol parameter, IPropertySymbol[] properties)
    {
        if (parameter.RefKind != RefKind.None) return null;
        var named = Array.Find(properties, property => property.Name == parameter.Name)
            ?? Array.Find(properties, property => string.Equals(property.Name, parameter.Name, StringComparison.OrdinalIgnoreCase));
        return named is not null && IsPublic(named) && Takes(parameter, named.Type) ? named : null;
    }

    /// <summary>True for what the command line sees of another assembly too.</summary>
    private static bool IsVisible(IFieldSymbol field) =>
        field.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal;

    /// <summary>A parameter that takes null as well, to refuse it, takes the value of a property that is never null.</summary>
    private static bool Takes(IParameterSymbol parameter, ITypeSymbol type) =>
        SymbolEqualityComparer.IncludeNullability.Equals(type, parameter.Type)
        || (parameter is { HasExplicitDefaultValue: false, ContainingSymbol: IMethodSymbol { DeclaredAccessibility: Accessibility.Public } }
            && parameter.Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            && SymbolEqualityComparer.Default.Equals(nullable.TypeArguments[0], type))
        || (type is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.NotAnnotated }
            && SymbolEqualityComparer.IncludeNullability.Equals(type, parameter.Type.WithNullableAnnotation(type.NullableAnnotation)));

    private static bool IsPublic(IPropertySymbol property) =>
        property is { IsStatic: false, DeclaredAccessibility: Accessibility.Public, GetMethod.DeclaredAccessibility: Accessibility.Public };

    /// <summary>
    /// <c>{ get; }</c> without an initializer: only a constructor can give it a value, and that is not the one that was chosen. Of another
    /// assembly's property it is not known whether there is an initializer, or a setter that is not public.
    /// </summary>
    private static bool HidesState(IPropertySymbol property, bool isOwn, CancellationToken cancellation) =>
        !isOwn && IsCompilerGenerated(property)
        || Implementation(property).Any(reference =>
            reference.GetSyntax(cancellation) is PropertyDeclarationSyntax
            {
                ExpressionBody: null,
                AccessorList.Accessors: var accessors,
            } declaration
            && (declaration.Initializer is null || !isOwn)
            && accessors.All(static accessor => accessor is { Body: null, ExpressionBody: null }));

    /// <summary>
    /// Of a partial property the half that has its body. A half that another generator adds is not to be seen here.
    /// </summary>
    private static ImmutableArray<SyntaxReference> Implementation(IPropertySymbol property) => property.IsPartialDefinition
        ? property.PartialImplementationPart?.DeclaringSyntaxReferences ?? []
        : property.DeclaringSyntaxReferences;

    private static bool IsSetAsGiven(IPropertySymbol property, CancellationToken cancellation) =>
        property.SetMethod is { DeclaredAccessibility: Accessibility.Public } && IsAuto(property, cancellation);

    /// <summary>
    /// True if the compiler wrote the accessors, so that the property gives back what it is given. Metadata has an attribute for that.
    /// </summary>
    private static bool IsAuto(IPropertySymbol property, CancellationToken cancellation) => property.DeclaringSyntaxReferences.IsEmpty
        ? IsCompilerGenerated(property) && IsCompilerGenerated(property.SetMethod)
        : Implementation(property).All(reference => reference.GetSyntax(cancellation) switch
        {
            ParameterSyntax => true,
            PropertyDeclarationSyntax { ExpressionBody: null, AccessorList.Accessors: var accessors } =>
                accessors.All(static accessor => accessor is { Body: null, ExpressionBody: null }),
            _ => false,
        });

    private static bool IsCompilerGenerated(IPropertySymbol property) =>
        property is { DeclaredAccessibility: Accessibility.Public } && IsCompilerGenerated(property.GetMethod);

    private static bool IsCompilerGenerated(IMethodSymbol? accessor) =>
        accessor is not null && Attributes.Single(accessor, KnownSymbols.CompilerGeneratedAttribute) is not null;
}
