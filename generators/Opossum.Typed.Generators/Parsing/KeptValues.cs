using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>
/// Tells whether a stored property gives back what its constructor, factory or setter was given. Reading calls those with what was stored,
/// so what they make of a value they would make of it once more, and the event would come back as another one. Only what source shows is
/// judged.
/// </summary>
internal sealed class KeptValues(INamedTypeSymbol type, ParseContext context)
{
    private readonly HashSet<ISymbol> _under = new(SymbolEqualityComparer.Default);

    /// <returns>False where the property is seen to get another value than its parameter has, or none.</returns>
    public bool Keeps(IMethodSymbol maker, IParameterSymbol parameter, IPropertySymbol property) => Of(maker, parameter, property) switch
    {
        Flow.Other => false,

        // The constructor does not see what 'init' is given later; reading would run it on that.
        Flow.Settled => property.SetMethod is null,
        _ => true,
    };

    /// <returns>False where the property is seen to return another value than its setter is given.</returns>
    public bool Keeps(IPropertySymbol property)
    {
        if (!context.IsOwn(property) || AccessorCode.Of(property, context.Cancellation) is not { Setter: { } setter } code) return true;
        var flow = new ValueFlow(property.ContainingType, "value", Syntax.LocalsOf(setter));
        var put = Put(setter, "value", code.Fields, flow);
        return put is not null
            ? code.Back(put.Value) != Flow.Other
            : code.CanReach || !setter.DescendantNodes().Any(static each => each is AssignmentExpressionSyntax);
    }

    private Flow Of(IMethodSymbol maker, IParameterSymbol parameter, IPropertySymbol property)
    {
        // Code that does not compile may have constructors that call one another in a circle.
        if (!context.IsOwn(maker) || maker.DeclaringSyntaxReferences is not [var only] || !_under.Add(maker)) return Flow.Unknown;
        var flow = only.GetSyntax(context.Cancellation) switch
        {
            TypeDeclarationSyntax declaration => OfPrimary(declaration, maker, parameter, property),
            ConstructorDeclarationSyntax constructor => OfConstructor(constructor, maker, parameter, property),
            MethodDeclarationSyntax factory => OfFactory(factory, parameter, property),
            _ => Flow.Unknown,
        };
        _under.Remove(maker);
        return flow;
    }

    private Flow OfPrimary(TypeDeclarationSyntax declaration, IMethodSymbol maker, IParameterSymbol parameter, IPropertySymbol property)
    {
        var flow = new ValueFlow(maker.ContainingType, parameter.Name, Syntax.NoLocals);
        if (!SymbolEqualityComparer.Default.Equals(property.ContainingType, maker.ContainingType))
        {
            var passed = declaration.BaseList?.Types.OfType<PrimaryConstructorBaseTypeSyntax>().FirstOrDefault()?.ArgumentList.Arguments;
            return Through(maker.ContainingType.BaseType!, passed ?? default, flow, property);
        }

        if (AccessorCode.Of(property, context.Cancellation) is not { } code) return Flow.Same;     // the compiler makes it of the parameter
        if (code.Initializer is { } own) return flow.Of(own);
        var put = code.Fields
            .SelectMany(name => property.ContainingType.GetMembers(name))
            .SelectMany(static field => field.DeclaringSyntaxReferences)
            .Select(each => Syntax.InitializerOf(each.GetSyntax(context.Cancellation)))
            .OfType<ExpressionSyntax>()
            .Where(value => Syntax.Mentions(value, parameter.Name))
            .Select(flow.Of)
            .ToArray();
        if (put.Length > 0) return code.Back(put.Aggregate(Flow.Same, ValueFlow.Worse));

        // A class that is no record keeps a parameter where a member mentions it.
        return code.Getter is { } getter && !maker.ContainingType.IsRecord && Syntax.Mentions(getter, parameter.Name)
            ? Syntax.Results(getter).Select(flow.Of).Aggregate(Flow.Same, ValueFlow.Worse)
            : Flow.Other;
    }

    private Flow OfConstructor(
        ConstructorDeclarationSyntax constructor, IMethodSymbol maker, IParameterSymbol parameter, IPropertySymbol property)
    {
        var flow = new ValueFlow(maker.ContainingType, parameter.Name, Syntax.LocalsOf(constructor));
        var body = (SyntaxNode?)constructor.Body ?? constructor.ExpressionBody;
        var code = AccessorCode.Of(property, context.Cancellation);
        var targets = new HashSet<string>(code?.Fields ?? [], StringComparer.Ordinal) { property.Name };
        if (body is not null && Put(body, parameter.Name, targets, flow) is { } put) return code?.Back(put) ?? put;
        if (constructor.Initializer is { ArgumentList.Arguments: var arguments } chained)
        {
            var target = chained.IsKind(SyntaxKind.ThisConstructorInitializer) ? maker.ContainingType : maker.ContainingType.BaseType!;
            return Through(target, arguments, flow, property);
        }

        return body is not null && Syntax.Mentions(body, parameter.Name) ? Flow.Unknown : Flow.Other;
    }

    /// <summary>What a factory does is judged where it calls a constructor of its type, and nowhere else.</summary>
    private Flow OfFactory(MethodDeclarationSyntax factory, IParameterSymbol parameter, IPropertySymbol property) =>
        factory.DescendantNodes().OfType<BaseObjectCreationExpressionSyntax>().Where(IsOfType).ToArray()
            is [{ ArgumentList.Arguments: { Count: > 0 } arguments, Initializer: null }]
            ? Through(type, arguments, new(type, parameter.Name, Syntax.LocalsOf(factory)), property)
            : Flow.Unknown;

    private bool IsOfType(BaseObjectCreationExpressionSyntax creation) => creation is ImplicitObjectCreationExpressionSyntax
        || (creation is ObjectCreationExpressionSyntax { Type: SimpleNameSyntax { Identifier.ValueText: var name } } && name == type.Name);

    /// <summary>The value goes on to another constructor, as the argument of the parameter that is called as the property.</summary>
    private Flow Through(INamedTypeSymbol target, SeparatedSyntaxList<ArgumentSyntax> arguments, ValueFlow flow, IPropertySymbol property)
    {
        if (arguments.Count == 0) return Flow.Other;
        if (target.InstanceConstructors.Where(IsMeant).ToArray() is not [var constructor]) return Flow.Unknown;
        for (var i = 0; i < arguments.Count; i++)
        {
            var parameter = arguments[i].NameColon is { Name.Identifier.ValueText: var name }
                ? constructor.Parameters.FirstOrDefault(each => each.Name == name)
                : constructor.Parameters[i];
            if (!string.Equals(parameter?.Name, property.Name, StringComparison.OrdinalIgnoreCase)) continue;
            return ValueFlow.Worse(flow.Of(arguments[i].Expression), Of(constructor, parameter!, property));
        }

        // Parameters of other names say nothing of where their values go.
        return Flow.Unknown;

        bool IsMeant(IMethodSymbol each) => each.Parameters.Length == arguments.Count
            && (each.Parameters is not [var only] || !SymbolEqualityComparer.Default.Equals(only.Type, target));
    }

    /// <summary>What the targets get in a body; null where nothing is seen to be put into them.</summary>
    private static Flow? Put(SyntaxNode body, string parameter, HashSet<string> targets, ValueFlow flow)
    {
        var isPut = false;
        var worst = Flow.Same;
        foreach (var (target, value) in body.DescendantNodesAndSelf().SelectMany(Syntax.Assignments))
        {
            if (target != parameter && !targets.Contains(target)) continue;
            isPut |= target != parameter;
            worst = ValueFlow.Worse(worst, value is null ? Flow.Other : flow.Of(value));
        }

        return isPut ? worst : null;
    }
}
