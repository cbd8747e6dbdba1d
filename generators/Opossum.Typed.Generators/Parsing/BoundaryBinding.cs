using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Opossum.Typed.Generators.Collections;
using Opossum.Typed.Generators.Text;

namespace Opossum.Typed.Generators.Parsing;

/// <summary>The boundary of a model, in members of a command.</summary>
/// <param name="Boundary">As source; empty where the ids of a collection come in.</param>
/// <param name="Ids">Of a collection: what has the ids, as source.</param>
internal readonly record struct BoundMembers(EquatableArray<string> Boundary, string Ids);

/// <summary>
/// Binds the boundary of a decider's parameter: by type, since a tag's type says what it is; where several members have it, by name. A
/// value under a key has no type that would say so, and goes by name alone.
/// </summary>
internal sealed class BoundaryBinding(
    IParameterSymbol parameter, ImmutableArray<BoundaryTag> boundary, CommandMembers command, ParseContext context)
{
    public BoundMembers? One()
    {
        var members = new List<string>();
        foreach (var tag in boundary)
        {
            if (Choose(command.Of(tag.Parameter.Type), tag, RefusalKind.UnboundBoundary, RefusalKind.AmbiguousBoundary) is not { } member)
                return null;
            members.Add(Identifiers.Escape(member));
        }

        return new(members.ToEquatableArray(), "");
    }

    /// <summary>One tag of the boundary comes from a member with many ids, the others from members as usual.</summary>
    /// <param name="key">The type of a dictionary's keys; null for other collections.</param>
    public BoundMembers? Many(ITypeSymbol? key)
    {
        var candidates = boundary.Where(tag => key is null || SymbolEqualityComparer.Default.Equals(tag.Parameter.Type, key))
            .Where(tag => command.Many(tag.Parameter.Type).Count > 0)
            .ToArray();
        if (candidates.Length != 1)
        {
            context.Refuse(candidates.Length == 0 ? RefusalKind.NoIds : RefusalKind.SeveralIds, parameter, command.Command);
            return null;
        }

        var many = candidates[0];
        if (Choose(command.Many(many.Parameter.Type), many, RefusalKind.NoIds, RefusalKind.SeveralIds) is not { } ids) return null;
        var members = new List<string>();
        foreach (var tag in boundary)
        {
            var isMany = SymbolEqualityComparer.Default.Equals(tag.Parameter, many.Parameter);
            var member = isMany
                ? null
                : Choose(command.Of(tag.Parameter.Type), tag, RefusalKind.UnboundBoundary, RefusalKind.AmbiguousBoundary);
            if (member is null && !isMany) return null;
            members.Add(member is null ? "" : Identifiers.Escape(member));
        }

        return new(members.ToEquatableArray(), Identifiers.Escape(ids));
    }

    private string? Choose(IReadOnlyList<string> members, BoundaryTag tag, RefusalKind none, RefusalKind several)
    {
        if (members is [var only] && tag.Spec.IsTagType) return only;
        foreach (var name in NamesFor(tag))
        {
            var named = members.Where(member => string.Equals(member.TrimStart('_'), name, StringComparison.OrdinalIgnoreCase)).ToArray();
            if (named is [var one]) return one;
        }

        context.Refuse(members.Count == 0 || !tag.Spec.IsTagType ? none : several, parameter, tag.Parameter);
        return null;
    }

    /// <summary>
    /// <c>Balance from</c> is that of the member <c>From</c>, or of <c>FromAccount</c>; else of <c>Account</c>, as the model calls it. Of a
    /// model with two tags of one type the names tell these apart first.
    /// </summary>
    private IEnumerable<string> NamesFor(BoundaryTag tag)
    {
        var own = tag.Parameter.Name;
        var isOnly = boundary.Count(other => SymbolEqualityComparer.Default.Equals(other.Parameter.Type, tag.Parameter.Type)) == 1;
        return isOnly && tag.Spec.IsTagType ? [parameter.Name, parameter.Name + own, own] : [parameter.Name + own, own];
    }
}
