using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Opossum.Typed.Engine.Queries;

/// <summary>Events that have all of some terms and, where there are any, one of some types.</summary>
internal readonly record struct Alternative(ImmutableArray<ulong> All, ImmutableArray<ulong> AnyType)
{
    /// <summary>With more, to compare each with each costs more than it spares.</summary>
    private const int MostCompared = 16;

    /// <summary>
    /// Leaves out what others find as well. A decision has such alternatives as a rule: what it asks of a course and a student together is
    /// mostly among what it asks of the course.
    /// </summary>
    public static ImmutableArray<Alternative> WithoutCovered(Alternative[] alternatives)
    {
        var kept = 0;
        if (alternatives.Length > MostCompared) kept = alternatives.Length;
        else
            for (var i = 0; i < alternatives.Length; i++)
                if (!IsCovered(alternatives, i, kept)) alternatives[kept++] = alternatives[i];
        return ImmutableCollectionsMarshal.AsImmutableArray(kept == alternatives.Length ? alternatives : alternatives[..kept]);
    }

    /// <summary>By one of those that were kept, or one that is still to come.</summary>
    private static bool IsCovered(Alternative[] alternatives, int index, int kept)
    {
        for (var i = 0; i < kept; i++)
            if (alternatives[i].Covers(alternatives[index])) return true;
        for (var i = index + 1; i < alternatives.Length; i++)
            if (alternatives[i].Covers(alternatives[index]) && !alternatives[index].Covers(alternatives[i])) return true;
        return false;
    }

    /// <summary>Whether every event of the other is one of this.</summary>
    private bool Covers(in Alternative other)
    {
        foreach (var term in All)
            if (!other.All.Contains(term)) return false;
        if (AnyType.IsEmpty) return true;
        if (other.AnyType.IsEmpty) return false;
        foreach (var type in other.AnyType)
            if (!AnyType.Contains(type)) return false;
        return true;
    }
}
