using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Opossum.Typed.Generators.Incremental;

/// <summary>
/// What a file tells the others: which types and namespaces it declares, from what they derive, and its usings. Read from syntax alone.
/// </summary>
internal sealed class FileHeader
{
    private FileHeader(string text, bool hasForeignConstants) => (Text, HasForeignConstants) = (text, hasForeignConstants);

    /// <summary>All of it; files with the same text mean the same to the others.</summary>
    public string Text { get; }

    /// <summary>
    /// Whether an attribute, a default or an enum has a value that is written elsewhere, perhaps: a change there changes what is declared
    /// here.
    /// </summary>
    public bool HasForeignConstants { get; }

    public static FileHeader Read(SyntaxTree tree, CancellationToken cancellation)
    {
        var reader = new Reader();
        reader.Visit(tree.GetRoot(cancellation));
        return new(reader.Text.ToString(), reader.HasForeignConstants);
    }

    private sealed class Reader : CSharpSyntaxWalker
    {
        public StringBuilder Text { get; } = new();

        public bool HasForeignConstants { get; private set; }

        public override void VisitCompilationUnit(CompilationUnitSyntax node)
        {
            Add(node.Externs, node.Usings);
            foreach (var attributes in node.AttributeLists) Text.Append(attributes).Append('\n');
            VisitAll(node.Members);
        }

        public override void VisitNamespaceDeclaration(NamespaceDeclarationSyntax node) => AddNamespace(node);

        public override void VisitFileScopedNamespaceDeclaration(FileScopedNamespaceDeclarationSyntax node) => AddNamespace(node);

        public override void VisitClassDeclaration(ClassDeclarationSyntax node) => AddType(node);

        public override void VisitStructDeclaration(StructDeclarationSyntax node) => AddType(node);

        public override void VisitInterfaceDeclaration(InterfaceDeclarationSyntax node) => AddType(node);

        public override void VisitRecordDeclaration(RecordDeclarationSyntax node) => AddType(node);

        public override void VisitEnumDeclaration(EnumDeclarationSyntax node)
        {
            AddModifiers(node.Modifiers);
            Text.Append("enum ").Append(node.Identifier.Text).Append(node.BaseList).Append(";\n");
            Look(node.AttributeLists);
            foreach (var member in node.Members)
            {
                Look(member.AttributeLists);
                Look(member.EqualsValue?.Value);
            }
        }

        public override void VisitDelegateDeclaration(DelegateDeclarationSyntax node)
        {
            AddModifiers(node.Modifiers);
            Text.Append("delegate ").Append(node.Identifier.Text).Append(node.TypeParameterList).Append(";\n");
        }

        // What stands in these declares no type; their types and values are what the file's own tree says.
        public override void VisitMethodDeclaration(MethodDeclarationSyntax node)
        {
            Look(node.AttributeLists);
            Look(node.ParameterList);
        }

        public override void VisitConstructorDeclaration(ConstructorDeclarationSyntax node)
        {
            Look(node.AttributeLists);
            Look(node.ParameterList);
        }

        public override void VisitPropertyDeclaration(PropertyDeclarationSyntax node) => Look(node.AttributeLists);

        public override void VisitFieldDeclaration(FieldDeclarationSyntax node) => Look(node.AttributeLists);

        public override void DefaultVisit(SyntaxNode node) { }

        private void AddNamespace(BaseNamespaceDeclarationSyntax node)
        {
            Text.Append("namespace ").Append(node.Name).Append("{\n");
            Add(node.Externs, node.Usings);
            VisitAll(node.Members);
            Text.Append("}\n");
        }

        private void AddType(TypeDeclarationSyntax node)
        {
            AddModifiers(node.Modifiers);
            Text.Append(node.Keyword.Text)
                .Append(' ')
                .Append((node as RecordDeclarationSyntax)?.ClassOrStructKeyword.Text)
                .Append(' ')
                .Append(node.Identifier.Text)
                .Append(node.TypeParameterList)
                .Append(node.BaseList).Append(' ').Append(node.ConstraintClauses).Append("{\n");
            Look(node.AttributeLists);
            Look(node.ParameterList);
            VisitAll(node.Members);
            Text.Append("}\n");
        }

        private void Add(SyntaxList<ExternAliasDirectiveSyntax> externs, SyntaxList<UsingDirectiveSyntax> usings)
        {
            foreach (var each in externs) Text.Append(each).Append('\n');
            foreach (var each in usings) Text.Append(each).Append('\n');
        }

        private void AddModifiers(SyntaxTokenList modifiers)
        {
            foreach (var modifier in modifiers) Text.Append(modifier.Text).Append(' ');
        }

        private void VisitAll(SyntaxList<MemberDeclarationSyntax> members)
        {
            foreach (var member in members) Visit(member);
        }

        private void Look(BaseParameterListSyntax? parameters)
        {
            if (parameters is null) return;
            foreach (var parameter in parameters.Parameters)
            {
                Look(parameter.AttributeLists);
                Look(parameter.Default?.Value);
            }
        }

        private void Look(SyntaxList<AttributeListSyntax> lists)
        {
            foreach (var list in lists)
                foreach (var attribute in list.Attributes)
                    foreach (var argument in attribute.ArgumentList?.Arguments ?? default) Look(argument.Expression);
        }

        private void Look(ExpressionSyntax? value) => HasForeignConstants |= value is not null && !IsOwn(value);

        private static bool IsOwn(ExpressionSyntax value) => value switch
        {
            LiteralExpressionSyntax or TypeOfExpressionSyntax or DefaultExpressionSyntax => true,
            PrefixUnaryExpressionSyntax unary => IsOwn(unary.Operand),
            ParenthesizedExpressionSyntax parenthesized => IsOwn(parenthesized.Expression),
            InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "nameof" } } => true,
            CollectionExpressionSyntax collection =>
                collection.Elements.All(static each => each is ExpressionElementSyntax element && IsOwn(element.Expression)),
            ArrayCreationExpressionSyntax { Initializer: { } initializer } => initializer.Expressions.All(IsOwn),
            ImplicitArrayCreationExpressionSyntax { Initializer: var initializer } => initializer.Expressions.All(IsOwn),
            _ => false,
        };
    }
}
