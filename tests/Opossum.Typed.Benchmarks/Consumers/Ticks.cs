namespace Opossum.Typed.Benchmarks.Consumers;

/// <summary>What the measured consumer handles.</summary>
[Event("ticked")]
internal sealed partial record Ticked(long Number);

/// <summary>What nobody appends.</summary>
[Event("never-ticked")]
internal sealed partial record NeverTicked(long Number);

/// <summary>A handler that does nothing.</summary>
[Consumer("empty")]
internal sealed partial class EmptyHandler
{
    private void On(Ticked _) { }
}

/// <summary>Notes when it is called.</summary>
[Consumer("prompt")]
internal sealed partial class PromptHandler(Action called)
{
    private void On(Ticked _) => called();
}
