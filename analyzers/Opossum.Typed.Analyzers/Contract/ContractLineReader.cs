using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;

namespace Opossum.Typed.Analyzers.Contract;

/// <summary>Reads a line that is neither empty nor a comment.</summary>
internal static class ContractLineReader
{
    public const string Removed = "*REMOVED*";

    /// <summary>Types inside types are followed as far as this; an event can't have more.</summary>
    private const int MaxDepth = 32;

    /// <returns>Null where the cursor has a problem.</returns>
    public static ContractLine? Read(ContractCursor cursor, TextSpan span)
    {
        var isRemoved = cursor.TryTake(Removed);
        if (isRemoved && !cursor.TryTakeSpace()) cursor.Fail("expected a space and the line that is taken back");
        var path = Path(cursor);
        var line = Fact(cursor, path, isRemoved, span);
        cursor.TryTakeSpace();
        if (!cursor.IsAtEnd) cursor.Fail("expected the end of the line");
        return cursor.Problem is null ? line : null;
    }

    private static ContractPath Path(ContractCursor cursor)
    {
        var e = cursor.TakeName(hasPoints: true);
        if (!cursor.TryTake("@")) return new(e, version: 0, []);
        var version = cursor.TakeVersion();
        var steps = ImmutableArray.CreateBuilder<ContractStep>();
        while (cursor.Problem is null)
        {
            if (cursor.TryTake(".")) steps.Add(new(cursor.TakeName(hasPoints: false), IsCase: false));
            else if (cursor.TryTake("(")) steps.Add(Case(cursor));
            else break;
        }

        return new(e, version, steps.ToImmutable());
    }

    private static ContractStep Case(ContractCursor cursor)
    {
        if (cursor.TryTake(")")) return new("", IsCase: true);
        var name = cursor.Next == '"'
            ? ContractName.WriteCase(cursor.TakeName(hasPoints: false), number: 0)
            : cursor.TakeName(hasPoints: false);
        cursor.Take(")");
        return new(name, IsCase: true);
    }

    private static ContractLine Fact(ContractCursor cursor, ContractPath path, bool isRemoved, TextSpan span)
    {
        var (isNamed, isField) = (path.Version == 0, path.Steps is [.., { IsCase: false }]);
        var hasMore = cursor.TryTakeSpace() && !cursor.IsAtEnd;
        if (cursor.Problem is not null) return Line(ContractFact.Event);
        if (!hasMore)
        {
            if (isNamed) cursor.Fail("expected '@' and a version");
            if (isField) cursor.Fail("expected the type of the field");
            return Line(path.Steps.IsEmpty ? ContractFact.Event : ContractFact.Case);
        }

        if ((isNamed || isField) && cursor.TryTake("->"))
            return Line(isNamed ? ContractFact.EventAlias : ContractFact.FieldAlias, Argument());
        if (isNamed) cursor.Fail("expected '->'");
        if (isField && cursor.TryTake("=")) return Line(ContractFact.EnumName, Argument());
        if (isField && cursor.TryTake("key")) return Line(ContractFact.KeyName, Argument());
        if (path.Steps.IsEmpty && cursor.TryTake("tag")) return Line(ContractFact.Tag, Argument(), history: History());
        if (!isField) cursor.Fail("expected the end of the line");
        var type = Type(cursor, depth: 0);
        var isOptional = cursor.TryTakeSpace() && cursor.TryTake("optional");
        return Line(ContractFact.Field, type: type, isOptional: isOptional);

        string Argument()
        {
            if (!cursor.TryTakeSpace()) cursor.Fail("expected a space and a name");
            return cursor.TakeName(hasPoints: true);
        }

        TagHistory History()
        {
            if (!cursor.TryTakeSpace()) return TagHistory.None;
            if (cursor.TryTake(ContractLine.WordOf(TagHistory.Retagged))) return TagHistory.Retagged;
            return cursor.TryTake(ContractLine.WordOf(TagHistory.Since)) ? TagHistory.Since : TagHistory.None;
        }

        ContractLine Line(
            ContractFact fact, string argument = "", ContractType? type = null, bool isOptional = false,
            TagHistory history = TagHistory.None) =>
            new()
            {
                Path = path,
                Fact = fact,
                Argument = argument,
                Type = type,
                IsOptional = isOptional,
                History = history,
                IsRemoved = isRemoved,
                Span = span,
            };
    }

    private static ContractType Type(ContractCursor cursor, int depth)
    {
        var type = cursor.TryTake("{") ? Map(cursor, depth) : new() { Leaf = Leaf(cursor) };
        while (cursor.Problem is null)
        {
            if (cursor.TryTake("?")) type = type with { IsNullable = true };
            else if (cursor.TryTake("[]")) type = new() { Item = type };
            else break;
            if (++depth > MaxDepth) cursor.Fail("too many types inside each other");
        }

        return type;
    }

    private static ContractType Map(ContractCursor cursor, int depth)
    {
        if (depth >= MaxDepth) cursor.Fail("too many types inside each other");
        if (cursor.Problem is not null) return new();
        var key = new ContractType { Leaf = Leaf(cursor) };
        cursor.Take(":");
        cursor.TryTakeSpace();
        var item = Type(cursor, depth + 1);
        cursor.Take("}");
        return new() { Key = key, Item = item };
    }

    private static string Leaf(ContractCursor cursor)
    {
        var start = cursor.Position;
        var word = cursor.TakeWord();
        if (word == "cases" && cursor.TryTake("("))
        {
            var discriminator = cursor.TakeName(hasPoints: false);
            cursor.Take(")");
            return TypeNames.OfCases(discriminator);
        }

        return TypeNames.IsKnown(word)
            ? word
            : cursor.Fail(word.Length == 0 ? "expected a type" : $"'{word}' is no type that is stored", start);
    }
}
