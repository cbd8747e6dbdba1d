using System.CommandLine;
using Opossum.Typed.Benchmarks.Load;

namespace Opossum.Typed.Benchmarks.Commands;

/// <summary>The options that shape the load, which every scenario has.</summary>
internal sealed class LoadOptions
{
    private readonly Option<int> _appenders = AtLeastOne(
        "--appenders", "Async tasks on the thread pool, each of which appends again as soon as its last append was acknowledged.", 1);
    private readonly Option<int> _batch = AtLeastOne("--batch", "Events an append.", 1);
    private readonly Option<bool> _conditional = new("--conditional")
    {
        Description = "Each append is refused if an event with its own tag came after the head that its appender saw last. All succeed.",
    };
    private readonly Option<long?> _events = new("--events")
    {
        Description = "End a round after this many events, if that comes before its time is up.",
    };
    private readonly Option<double> _seconds = new("--seconds")
    {
        Description = "How long a round of an engine lasts.",
        DefaultValueFactory = _ => 2,
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_appenders);
        command.Options.Add(_batch);
        command.Options.Add(_conditional);
        command.Options.Add(_events);
        command.Options.Add(_seconds);
    }

    public LoadShape Read(ParseResult result) => new(
        result.GetValue(_appenders),
        result.GetValue(_batch),
        result.GetValue(_conditional),
        result.GetValue(_events) ?? long.MaxValue,
        TimeSpan.FromSeconds(result.GetValue(_seconds)));

    public static Option<int> AtLeastOne(string name, string description, int value)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => value };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1) result.AddError($"{name} must be at least 1.");
        });
        return option;
    }
}
