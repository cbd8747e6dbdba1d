using Opossum.Typed.CompilerServices;

namespace Opossum.Typed;

/// <summary>
/// A command that decides. The generator implements it, explicitly, for each type with a <see cref="DeciderAttribute"/> method, so that a
/// pipeline can hold any command.
/// </summary>
public interface IDecider
{
    /// <summary>Begins one decision, whose models have folded nothing yet.</summary>
    DecisionProcess Begin();
}
