using Opossum.Typed.Engine.Index;

namespace Opossum.Typed.Engine.Commit;

/// <summary>A condition made ready for one store, on the caller's thread.</summary>
internal sealed class CompiledCondition(AppendCondition condition, ulong seed)
{
    /// <summary>Up to where the condition is known to admit the append.</summary>
    public long JudgedUpTo { get; set; }

    public CompiledGuard[] Guards { get; } = [.. condition.Guards.Select(guard => new CompiledGuard(guard, new CompiledQuery(guard.Query, seed)))];
}

/// <summary>A guard, and its query made ready.</summary>
internal readonly record struct CompiledGuard(AppendGuard Guard, CompiledQuery Query);
