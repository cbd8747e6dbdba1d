using Opossum.Typed.Benchmarks.Load;

namespace Opossum.Typed.Benchmarks.Engines;

/// <summary>
/// An open log. An appender makes its tags and events anew for each append, as an application does; that is part of what is measured.
/// </summary>
internal sealed class OpossumUnderLoad(EmbeddedEventLog log) : IStoreUnderLoad
{
    public IAppender CreateAppender() => new Appender(log);

    public ValueTask DisposeAsync() => log.DisposeAsync();

    private sealed class Appender(EmbeddedEventLog log) : IAppender
    {
        private EventData[] _events = [];

        public async ValueTask<long> AppendAsync(WorkEvent[] events, long? guardAfter)
        {
            if (_events.Length < events.Length) _events = new EventData[events.Length];
            for (var i = 0; i < events.Length; i++)
            {
                ref readonly var e = ref events[i];
                _events[i] = new(e.Type, e.Payload, [Tag.Of(e.Order), Tag.Of(e.Customer)]);
            }

            var unless = guardAfter is { } after ? Query.Tagged(events[0].Order).After(after) : null;
            return (await log.AppendAsync(_events.AsSpan(0, events.Length), unless)).Last;
        }
    }
}
