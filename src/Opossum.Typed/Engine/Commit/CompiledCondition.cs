using Opossum.Typed.Engine.Queries;

namespace Opossum.Typed.Engine.Commit;

/// <summary>A condition made ready for one store, on the caller's thread.</summary>
internal sealed class CompiledCondition
{
    public CompiledCondition(AppendCondition condition, TermHasher hasher)
    {
        Guards = new CompiledGuard[condition.Guards.Length];
        for (var i = 0; i < Guards.Length; i++)
        {
            Guards[i] = new(condition.Guards[i], CompiledQuery.Of(condition.Guards[i].Query, hasher));
            HighestAfter = Math.Max(HighestAfter, condition.Guards[i].After);
        }
    }

    /// <summary>Of the positions after which its guards begin. Above the head, that guard could never refuse.</summary>
    public long HighestAfter { get; }

    /// <summary>Up to where the condition is known to admit the append.</summary>
    public long JudgedUpTo { get; set; }

    /// <summary>The tag epoch of the view that it was judged in.</summary>
    public long JudgedEpoch { get; set; }

    public CompiledGuard[] Guards { get; }
}

/// <summary>A guard, and its query made ready.</summary>
internal readonly record struct CompiledGuard(AppendGuard Guard, CompiledQuery Query);
