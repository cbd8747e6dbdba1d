namespace Opossum.Typed;

/// <summary>How a consumer runs. Read when it starts; changing it afterwards changes nothing.</summary>
public sealed record ConsumerOptions
{
    /// <summary>Where it begins the first time. Afterwards it goes on where it was.</summary>
    public StartAt Start { get; set; } = StartAt.Beginning;

    /// <summary>
    /// How many events are handled at a time, 1 by default and 1,024 at most. With 1, in the order of the log. With more, events with an
    /// equal tag of the key that the consumer names are handled in that order, and others side by side; all of them, if it names none.
    /// </summary>
    public int Parallelism { get; set; } = 1;

    /// <summary>
    /// How many events may be taken from the oldest unfinished one on, that one included; 10,000 by default and 1,000,000 at most. If one
    /// event takes long, the others go on up to here and then wait for it. It bounds the memory, and what is delivered again after a crash.
    /// It counts with a <see cref="Parallelism"/> above 1 only, and may not be less than that.
    /// </summary>
    public int MaxAhead { get; set; } = 10_000;

    /// <summary>How often an event is tried before <see cref="WhenExhausted"/>, 10 by default. 0 for without an end.</summary>
    public int MaxAttempts { get; set; } = 10;

    /// <summary>
    /// The pause after the first failure, 100 ms by default. It doubles each time, and each pause is shortened at random by up to a half.
    /// </summary>
    public TimeSpan FirstPause { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest pause, 30 seconds by default.</summary>
    public TimeSpan LongestPause { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// True if trying again can't help. Null, the default, says so of exceptions that show a defect: an event that can't be decoded, wrong
    /// arguments, formats and casts, a null, and what is not supported or not implemented.
    /// </summary>
    public Func<Exception, bool>? IsPermanent { get; set; }

    /// <summary>What happens to an event that can't be handled; <see cref="Exhausted.Stop"/> by default.</summary>
    public Exhausted WhenExhausted { get; set; } = Exhausted.Stop;

    /// <summary>
    /// Called for what goes wrong, on the thread that it happens on, so don't block there; for your logs and alarms. A host logs it in any
    /// case. Commands to the consumer that wait are refused there; use <see cref="Consumer.RequestPause"/>. What it throws changes nothing,
    /// and is the <see cref="ConsumerStatus.LastError"/> until another one. Null, the default, for nothing.
    /// </summary>
    public Action<ConsumerFailure>? OnFailure { get; set; }

    /// <summary>After how many handled events the progress is saved, 100 by default.</summary>
    public int SaveEvery { get; set; } = 100;

    /// <summary>How long after an event was handled the progress is saved at the latest, 1 second by default.</summary>
    public TimeSpan SaveWithin { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Where the progress is kept. Null, the default, is where the log keeps it: an <see cref="EmbeddedEventLog"/> in its directory.
    /// </summary>
    public IConsumerStates? States { get; set; }

    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    internal ConsumerOptions Checked(string consumer)
    {
        Require(Parallelism is >= 1 and <= 1024, nameof(Parallelism), "from 1 to 1,024");
        Require(MaxAhead is >= 1 and <= 1_000_000 && MaxAhead >= Parallelism, nameof(MaxAhead), "from Parallelism to 1,000,000");
        Require(MaxAttempts >= 0, nameof(MaxAttempts), "0 or more");
        Require(FirstPause > TimeSpan.Zero && FirstPause <= LongestPause, nameof(FirstPause), "above zero and at most LongestPause");
        Require(LongestPause <= TimeSpan.FromDays(1), nameof(LongestPause), "at most a day");
        Require(SaveEvery >= 1, nameof(SaveEvery), "1 or more");
        Require(SaveWithin > TimeSpan.Zero && SaveWithin <= TimeSpan.FromHours(1), nameof(SaveWithin), "above zero and at most an hour");
        Require(Enum.IsDefined(WhenExhausted), nameof(WhenExhausted), "one of the enum's values");
        return this with { };

        void Require(bool holds, string option, string range)
        {
            if (!holds) throw new ArgumentException($"ConsumerOptions.{option} of the consumer '{consumer}' must be {range}.", option);
        }
    }
}

/// <summary>What happens to an event that a consumer can't handle.</summary>
public enum Exhausted
{
    /// <summary>The consumer stops at the event; others go on. It goes on when it is resumed or started again.</summary>
    Stop,

    /// <summary>
    /// The event is put aside, durably, and the consumer goes on. Later events with an equal tag of the consumer's key are put aside too,
    /// so that they are never handled before it.
    /// </summary>
    Park,
}
