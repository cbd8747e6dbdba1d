namespace Opossum.Typed;

/// <summary>
/// How much of its time the projector gives to rows that are made beside others: all that it has while those that are read have caught up,
/// and otherwise a sixth, so that these go on almost as fast as alone.
/// </summary>
internal sealed class BuildShare
{
    /// <summary>Of the time for rows that are read, what is added for the others.</summary>
    private const double Share = 0.2;

    private static readonly TimeSpan MaxCredit = TimeSpan.FromMilliseconds(200);

    private TimeSpan _credit;
    private bool _isBusy;           // rows that are read are behind

    /// <summary>True if it is the turn of rows that are made beside.</summary>
    public bool Allows => !_isBusy || _credit > TimeSpan.Zero;

    /// <summary>Another round begins.</summary>
    public void Begin() => _isBusy = false;

    /// <summary>Notes a step.</summary>
    /// <param name="isBeside">True if it was for rows that are made beside.</param>
    /// <param name="isBehind">True if there is more to do for these.</param>
    /// <param name="taken">What it took.</param>
    public void Note(bool isBeside, bool isBehind, TimeSpan taken)
    {
        if (isBeside)
        {
            _credit = _isBusy ? _credit - taken : TimeSpan.Zero;
            return;
        }

        _isBusy |= isBehind;
        _credit += taken * Share;
        if (_credit > MaxCredit) _credit = MaxCredit;
    }
}
