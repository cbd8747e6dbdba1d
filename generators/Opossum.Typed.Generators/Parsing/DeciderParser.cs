using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Collections;
using Opossum.Typed.Generators.Model;
using Opossum.Typed.Generators.Text;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>Reads a command with a <c>[Decider]</c> method.</summary>
internal static class DeciderParser
{
    /// <returns>Null when nothing can be generated; an analyzer says why.</returns>
    public static DeciderSpec? Parse(GeneratorAttributeSyntaxContext target, CancellationToken cancellation) =>
        Parse((IMethodSymbol)target.TargetSymbol, new ParseContext(target.SemanticModel.Compilation, refusals: null, cancellation));

    public static DeciderSpec? Parse(IMethodSymbol method, ParseContext context)
    {
        var type = method.ContainingType;
        if (Problem(method) is { } problem)
        {
            context.Refuse(problem, method, type);
            return null;
        }

        if (Declaration.Parse(type, context) is not { } declaration) return null;
        var fields = new NameScope();
        var command = new CommandMembers(type, context);
        var arguments = new List<DeciderArgumentSpec>();
        foreach (var parameter in method.Parameters)
        {
            if (DeciderArgument.Parse(parameter, command, fields, context) is { } argument) arguments.Add(argument);
        }

        if (arguments.Count != method.Parameters.Length) return null;

        return new()
        {
            Declaration = declaration,
            Method = Identifiers.Escape(method.Name),
            Arguments = arguments.ToEquatableArray(),
            Process = ProcessName(type),
            Command = fields.Add("_command"),
        };
    }

    private static RefusalKind? Problem(IMethodSymbol method) => method switch
    {
        { ContainingType.TypeKind: not (TypeKind.Class or TypeKind.Struct) } or { ContainingType.IsRefLikeType: true } =>
            RefusalKind.BadDecider,
        { ReturnType.TypeKind: TypeKind.Error } or { IsPartialDefinition: true, PartialImplementationPart: null } => RefusalKind.Incomplete,
        _ when method.Parameters.Any(static parameter => parameter.Name.Length == 0) => RefusalKind.Incomplete,
        not
        {
            MethodKind: MethodKind.Ordinary,
            IsStatic: false,
            Arity: 0,
            IsAsync: false,
            ReturnsByRef: false,
            ReturnsByRefReadonly: false,
        } => RefusalKind.BadDecider,
        _ when !MemberClassifier.Is(method.ReturnType, KnownSymbols.Decision) || Declaration.IsForbidden(method) => RefusalKind.BadDecider,
        _ when Attributes.Single(method, KnownSymbols.DeciderAttribute) is null => RefusalKind.Incomplete,
        _ when method.ContainingType.GetMembers().OfType<IMethodSymbol>().Count(IsDecider) > 1 => RefusalKind.SecondDecider,
        _ => null,
    };

    /// <summary>Whether a method has the attribute.</summary>
    public static bool IsDecider(IMethodSymbol method) =>
        Attributes.Has(method, KnownSymbols.DeciderAttribute);

    private static string ProcessName(INamedTypeSymbol type)
    {
        var taken = new NameScope([.. type.MemberNames, .. type.GetTypeMembers().Select(static nested => nested.Name), type.Name]);
        return taken.Add("Process");
    }
}
