namespace Opossum.Typed.CrashLab.Plan;

/// <summary>
/// One start of a writer. With an appender's number and an append's it determines all that is sent, except for the heads that were seen on
/// the way.
/// </summary>
/// <param name="Id">Random, so that no two runs send the same.</param>
/// <param name="Seed">Of what the caller asked for.</param>
/// <param name="Appenders">How many append, each one thing after the other.</param>
/// <param name="Batch">Events of the largest append.</param>
/// <param name="OnlyConditional">Whether every append has a condition.</param>
internal sealed record Run(Guid Id, int Seed, int Appenders, int Batch, bool OnlyConditional)
{
    /// <summary>Whether the run can have sent such an append at all.</summary>
    public bool Has(in AppendId append) => append.Appender >= 0 && append.Appender < Appenders && append.Number > 0;
}

/// <summary>Which append: an appender counts its own from 1, the refused ones too.</summary>
internal readonly record struct AppendId(Guid Run, int Appender, long Number)
{
    public override string ToString() => $"append {Number} of appender {Appender} in run {Run:N}";
}
