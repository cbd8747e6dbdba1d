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
/// <param name="InDecisions">Whether it is in decisions, which the simulator does not make: <see cref="DecisionHunt"/> must notice
/// it.</param>
/// <param name="InErasures">Whether it is in keys of subjects: <see cref="ErasureHunt"/> must notice it.</param>
internal sealed record Mutant(
    string Name, string Member, string Original, string Replacement, bool OnDisk = false, bool InDecisions = false, bool InErasures = false)
{
    private readonly string[] _original =
        [.. Pieces(SyntaxFactory.ParseTokens(Original).TakeWhile(IsCode)).Select(static piece => piece.Text)];

    public override string ToString() => Name;

    /// <summary>The file that has the bug, and its text.</summary>
    /// <exception cref="InvalidOperationException">
    /// The member does not have the original exactly once: the bug must be seeded again.
    /// </exception>
    public (string File, string Text) Seed(ILookup<string, MemberDeclarationSyntax> members)
    {
        var places = members[Member].SelectMany(PlacesIn).ToArray();
        if (places is not [var (tree, begin, end)])
            throw new InvalidOperationException($"'{Name}': {Member} has this {places.Length} times, not once: {Original}");
        var text = tree.ToString();
        return (tree.FilePath, text[..begin] + Replacement + text[end..]);
    }

    /// <summary>What bugs can be seeded in, as <see cref="Member"/> names it.</summary>
    public static ILookup<string, MemberDeclarationSyntax> MembersOf(IEnumerable<SyntaxTree> sources) =>
        (from source in sources
         from type in source.GetRoot().DescendantNodes(MayHaveTypes).OfType<TypeDeclarationSyntax>()
         from member in type.Members
         let name = NameOf(member)
         where name is not null
         select (Name: $"{type.Identifier.Text}.{name}", Member: member))
        .ToLookup(static each => each.Name, static each => each.Member);

    private static bool IsCode(SyntaxToken token) => !token.IsKind(SyntaxKind.EndOfFileToken);

    private static bool MayHaveTypes(SyntaxNode node) =>
        node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax;

    private static string? NameOf(MemberDeclarationSyntax member) => member switch
    {
        MethodDeclarationSyntax method => method.Identifier.Text,
        ConstructorDeclarationSyntax constructor => constructor.Identifier.Text,
        PropertyDeclarationSyntax property => property.Identifier.Text,
        _ => null,
    };

    private IEnumerable<(SyntaxTree Tree, int Begin, int End)> PlacesIn(MemberDeclarationSyntax member)
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
