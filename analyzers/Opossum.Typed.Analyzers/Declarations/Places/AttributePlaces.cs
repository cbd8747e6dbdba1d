using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Opossum.Typed.Analyzers.Declarations.Advice;
using Opossum.Typed.Generators.Parsing;

namespace Opossum.Typed.Analyzers.Declarations.Places;

/// <summary>Finds what an attribute stands on: by its target, <c>[field: …]</c>, or else by what it is written at.</summary>
internal static class AttributePlaces
{
    /// <returns>Null where the code is unfinished.</returns>
    public static AttributePlace? Of(AttributeSyntax attribute, SemanticModel model, CancellationToken cancellation)
    {
        var owner = AttributeReader.Owner(attribute);
        return (attribute.Parent as AttributeListSyntax)?.Target?.Identifier.ValueText switch
        {
            null => OfOwner(owner, model, cancellation),
            "assembly" => AttributePlace.Assembly,
            "module" => AttributePlace.Module,
            "return" => AttributePlace.ReturnValue,
            "typevar" => AttributePlace.TypeParameter,
            "property" => AttributePlace.Property,
            "event" => AttributePlace.Event,
            "field" => owner is FieldDeclarationSyntax ? AttributePlace.Field : AttributePlace.BackingField,
            "method" => owner switch
            {
                TypeDeclarationSyntax => AttributePlace.Constructor,
                EventFieldDeclarationSyntax => AttributePlace.Accessor,
                _ => OfOwner(owner, model, cancellation),
            },
            "param" => owner is ParameterSyntax ? OfOwner(owner, model, cancellation) : AttributePlace.Parameter,
            _ => OfOwner(owner, model, cancellation),
        };
    }

    /// <summary>With its article, as a message says it.</summary>
    public static string Name(AttributePlace place) => place switch
    {
        AttributePlace.Assembly => "the assembly",
        AttributePlace.Module => "the module",
        AttributePlace.Class => "a class",
        AttributePlace.Struct => "a struct",
        AttributePlace.Interface => "an interface",
        AttributePlace.Enum => "an enum",
        AttributePlace.Delegate => "a delegate",
        AttributePlace.TypeParameter => "a type parameter",
        AttributePlace.Constructor => "a constructor",
        AttributePlace.StaticConstructor => "a static constructor",
        AttributePlace.Method => "a method",
        AttributePlace.Operator => "an operator",
        AttributePlace.Finalizer => "a finalizer",
        AttributePlace.Accessor => "an accessor",
        AttributePlace.LocalFunction => "a local function",
        AttributePlace.Lambda => "a lambda",
        AttributePlace.ReturnValue => "a return value",
        AttributePlace.Maker => "a parameter",
        AttributePlace.Parameter => "a parameter that no value is made of",
        AttributePlace.Property => "a property",
        AttributePlace.Event => "an event of C#",
        AttributePlace.Field => "a field",
        AttributePlace.BackingField => "the field that the compiler writes",
        _ => "a member of an enum",
    };

    private static AttributePlace? OfOwner(SyntaxNode? owner, SemanticModel model, CancellationToken cancellation) => owner switch
    {
        RecordDeclarationSyntax record when record.ClassOrStructKeyword.IsKind(SyntaxKind.StructKeyword) => AttributePlace.Struct,
        ClassDeclarationSyntax or RecordDeclarationSyntax => AttributePlace.Class,
        StructDeclarationSyntax => AttributePlace.Struct,
        InterfaceDeclarationSyntax => AttributePlace.Interface,
        EnumDeclarationSyntax => AttributePlace.Enum,
        DelegateDeclarationSyntax => AttributePlace.Delegate,
        TypeParameterSyntax => AttributePlace.TypeParameter,
        ConstructorDeclarationSyntax made =>
            made.Modifiers.Any(SyntaxKind.StaticKeyword) ? AttributePlace.StaticConstructor : AttributePlace.Constructor,
        MethodDeclarationSyntax => AttributePlace.Method,
        OperatorDeclarationSyntax or ConversionOperatorDeclarationSyntax => AttributePlace.Operator,
        DestructorDeclarationSyntax => AttributePlace.Finalizer,
        AccessorDeclarationSyntax => AttributePlace.Accessor,
        LocalFunctionStatementSyntax => AttributePlace.LocalFunction,
        LambdaExpressionSyntax => AttributePlace.Lambda,
        ParameterSyntax parameter => OfParameter(parameter, model, cancellation),
        PropertyDeclarationSyntax or IndexerDeclarationSyntax => AttributePlace.Property,
        EventDeclarationSyntax or EventFieldDeclarationSyntax => AttributePlace.Event,
        EnumMemberDeclarationSyntax => AttributePlace.EnumMember,
        FieldDeclarationSyntax => AttributePlace.Field,
        _ => null,
    };

    private static AttributePlace OfParameter(ParameterSyntax parameter, SemanticModel model, CancellationToken cancellation) =>
        model.GetDeclaredSymbol(parameter, cancellation)?.ContainingSymbol is IMethodSymbol method
            && (method.MethodKind == MethodKind.Constructor
                || (method.MethodKind == MethodKind.Ordinary && Attributes.Has(method, KnownSymbols.EventConstructorAttribute)))
            ? AttributePlace.Maker
            : AttributePlace.Parameter;
}
