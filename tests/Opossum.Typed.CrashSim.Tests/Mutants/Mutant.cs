using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Opossum.Typed.CrashSim.Tests.Mutants;

/// <summary>
/// A bug to seed: some tokens of a member of the engine, and what takes their place. Files, line breaks and comments don't matter, so the
/// bug follows its member wherever that is moved.
/// </summary>
/// <param name="Name">What the bug is.</param>
/// <param name="Member">The member, with the name of its type: <c>CommitLoop.Flush</c>. One of several overloads has the original.</param>
/// <param name="Original">The code that is there.</param>
/// <param name="Replacement">The code that takes its place.</param>
/// <param name="OnDisk">Whether it is in the calls of a real disk, which the simulated one does not make: <see cref="DiskHunt"/> must
/// notice it.</param>
internal sealed record Mutant(string Name, string Member, string Original, string Replacement, bool OnDisk = false)
{
    private readonly string[] _original =
        [.. Pieces(SyntaxFactory.ParseTokens(Original).TakeWhile(IsCode)).Select(static piece => piece.Text)];

    public override string ToString() => Name;

    /// <summary>The file that has the bug, and its text.</summary>
    /// <exception cref="InvalidOperationException">
    /// The member does not have the original exactly once: the bug must be seeded again.
    /// </exception>
    public (string File, string Text) Seed(IEnumerable<SyntaxTree> sources)
    {
        var places = sources.SelectMany(source => Members(source.GetRoot()).SelectMany(PlacesIn)).ToArray();
        if (places is not [var (tree, begin, end)])
            throw new InvalidOperationException($"'{Name}': {Member} has this {places.Length} times, not once: {Original}");
        var text = tree.ToString();
        return (tree.FilePath, text[..begin] + Replacement + text[end..]);
    }

    private static bool IsCode(SyntaxToken token) => !token.IsKind(SyntaxKind.EndOfFileToken);

    private IEnumerable<SyntaxNode> Members(SyntaxNode root) =>
        from type in root.DescendantNodes().OfType<TypeDeclarationSyntax>()
        where Member.StartsWith(type.Identifier.Text + ".", StringComparison.Ordinal)
        from member in type.Members
        where NameOf(member) == Member[(type.Identifier.Text.Length + 1)..]
        select (SyntaxNode)member;

    private static string? NameOf(MemberDeclarationSyntax member) => member switch
    {
        MethodDeclarationSyntax method => method.Identifier.Text,
        ConstructorDeclarationSyntax constructor => constructor.Identifier.Text,
        PropertyDeclarationSyntax property => property.Identifier.Text,
        _ => null,
    };

    private IEnumerable<(SyntaxTree Tree, int Begin, int End)> PlacesIn(SyntaxNode member)
    {
        var pieces = Pieces(member.DescendantTokens()).ToArray();
        for (var i = 0; i + _original.Length <= pieces.Length; i++)
        {
            if (!pieces.Skip(i).Take(_original.Length).Select(static piece => piece.Text).SequenceEqual(_original)) continue;
            yield return (member.SyntaxTree, pieces[i].Token.SpanStart, pieces[i + _original.Length - 1].Token.Span.End);
        }
    }

    /// <summary>Without a grammar, the scanner takes two dots of a range for two tokens.</summary>
    private static IEnumerable<(string Text, SyntaxToken Token)> Pieces(IEnumerable<SyntaxToken> tokens) =>
        from token in tokens
        from text in token.IsKind(SyntaxKind.DotDotToken) ? [".", "."] : new[] { token.Text }
        select (text, token);
}
