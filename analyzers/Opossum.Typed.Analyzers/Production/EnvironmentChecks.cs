using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Opossum.Typed.Analyzers.Production;

/// <summary>
/// The questions that code asks of its environment: <c>IsDevelopment()</c>, <c>IsProduction()</c>, <c>IsEnvironment(name)</c> and the name
/// itself. The first two are taken at their word on any type, method or property: nobody calls something <c>IsDevelopment</c> that is true
/// in production.
/// </summary>
internal static class EnvironmentChecks
{
    public static Outcome Of(IInvocationOperation call) => call.TargetMethod.ReturnType.SpecialType == SpecialType.System_Boolean
        ? call.TargetMethod.Name switch
        {
            "IsEnvironment" when NameAskedFor(call) is { } name => EnvironmentNames.ProductionIs(name),
            var asked => OfName(asked),
        }
        : Outcome.Anything;

    public static Outcome Of(IPropertyReferenceOperation property) =>
        property.Property.Type.SpecialType == SpecialType.System_Boolean ? OfName(property.Property.Name) : Outcome.Anything;

    /// <summary>Whether the expression is the name of the environment, as the host or the process knows it.</summary>
    public static bool IsName(IOperation value) => value switch
    {
        IPropertyReferenceOperation property =>
            property.Property is { Name: "EnvironmentName", Type.SpecialType: SpecialType.System_String },
        IInvocationOperation
        {
            TargetMethod: { Name: "GetEnvironmentVariable", ContainingType: { Name: "Environment", ContainingNamespace.Name: "System" } },
        } read =>
            read.Arguments.Length > 0 && Constant(read.Arguments[0].Value) is { } variable && EnvironmentNames.IsVariable(variable),
        _ => false,
    };

    /// <summary>The text of a constant, or of a name in <c>Microsoft.Extensions.Hosting.Environments</c>, which are no constants.</summary>
    public static string? Constant(IOperation value) => value switch
    {
        { ConstantValue: { HasValue: true, Value: string text } } => text,
        IConversionOperation { OperatorMethod: null } conversion => Constant(conversion.Operand),
        IFieldReferenceOperation { Field: { IsStatic: true, ContainingType.Name: "Environments" or "EnvironmentName" } field } =>
            field.Name,
        _ => null,
    };

    private static Outcome OfName(string name) => name switch
    {
        "IsDevelopment" => Outcome.False,
        "IsProduction" => Outcome.True,
        _ => Outcome.Anything,
    };

    private static string? NameAskedFor(IInvocationOperation call) =>
        call.Arguments.Select(argument => Constant(argument.Value)).FirstOrDefault(text => text is not null);
}
