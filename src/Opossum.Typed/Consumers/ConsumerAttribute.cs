namespace Opossum.Typed;

/// <summary>
/// Marks a partial class as a consumer: its <c>On</c> methods handle events one by one, each at least once. They name the events that it is
/// given; nothing is registered by scanning.
/// </summary>
/// <param name="name">The name under which its progress is kept: see <see cref="ConsumerNames"/>. Another name begins again.</param>
/// <remarks>
/// A handler takes an event or a family, and after it, if it wants to, the <see cref="ConsumedEvent"/> and a
/// <see cref="CancellationToken"/>. It returns a <see cref="Task"/>, a <see cref="ValueTask"/> or nothing. An event is done when the
/// handler returns; it is given again after an exception or a crash. An event whose parameter is called <c>_</c>, and that the body does
/// not mention, is not decoded.
/// </remarks>
/// <example>
/// <code>
/// [Consumer("welcome-mail")]
/// public partial class WelcomeMail(IMailer mailer)
/// {
///     Task On(StudentRegistered e, ConsumedEvent at, CancellationToken stop) => mailer.SendAsync(e.Email, idempotencyKey: at.Id, stop);
/// }
/// </code>
/// </example>
[AttributeUsage(CheckedByRules.Targets, Inherited = false)]
public sealed class ConsumerAttribute(string name) : Attribute
{
    /// <summary>The name under which its progress is kept.</summary>
    public string Name => name;

    /// <summary>
    /// A tag type: events with an equal tag of it are handled in order if several are handled at a time, and are parked behind each other.
    /// Null, the default, for none.
    /// </summary>
    public Type? InOrderOf { get; init; }
}
