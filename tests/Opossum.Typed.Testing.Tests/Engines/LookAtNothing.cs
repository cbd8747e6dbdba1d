namespace Opossum.Typed.Testing.Tests.Engines;

/// <summary>A command that looks at nothing and does nothing.</summary>
public partial record LookAtNothing
{
    [Decider]
    private Decision Decide() => Decision.Nothing;
}
