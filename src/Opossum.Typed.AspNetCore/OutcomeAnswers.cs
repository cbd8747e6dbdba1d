using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Opossum.Typed.AspNetCore;

/// <summary>
/// Outcomes as HTTP answers: 200 if it is done, 422 with the rejection's code, 412 if the caller's own condition refused, and 409 if too
/// much was going on to decide. The last two are problems with the codes <c>condition-failed</c> and <c>conflict</c>.
/// </summary>
public static class OutcomeAnswers
{
    /// <summary>Answers with the position of the last event.</summary>
    /// <param name="outcome">What <see cref="OpossumStore.DecideAsync"/> returns.</param>
    /// <example>
    /// <code>
    /// app.MapPost("/courses", (DefineCourse command, OpossumStore store, CancellationToken stop) =>
    ///     store.DecideAsync(command, cancellationToken: stop).AnswerAsync());
    /// </code>
    /// </example>
    public static async Task<Results<Ok<Done>, ProblemHttpResult>> AnswerAsync(this ValueTask<Outcome> outcome) =>
        await outcome.ConfigureAwait(false) switch
        {
            Outcome.Appended appended => TypedResults.Ok(new Done(appended.Last)),
            Outcome.Nothing => TypedResults.Ok(new Done(null)),
            var refusal => ProblemOf(refusal),
        };

    /// <summary>Answers with something of the appended events, such as a number that was decided; 204 if there are none.</summary>
    /// <typeparam name="TAnswer">The body of the answer.</typeparam>
    /// <param name="outcome">What <see cref="OpossumStore.DecideAsync"/> returns.</param>
    /// <param name="answer">Makes the answer.</param>
    /// <example>
    /// <code>
    /// app.MapPost("/invoices", (CreateInvoice command, OpossumStore store) =>
    ///     store.DecideAsync(command).AnswerAsync(appended => appended.Events.OfType&lt;InvoiceCreated&gt;().Single().Number));
    /// </code>
    /// </example>
    public static async Task<Results<Ok<TAnswer>, NoContent, ProblemHttpResult>> AnswerAsync<TAnswer>(
        this ValueTask<Outcome> outcome, Func<Outcome.Appended, TAnswer> answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return await outcome.ConfigureAwait(false) switch
        {
            Outcome.Appended appended => TypedResults.Ok(answer(appended)),
            Outcome.Nothing => TypedResults.NoContent(),
            var refusal => ProblemOf(refusal),
        };
    }

    private static ProblemHttpResult ProblemOf(Outcome refusal) => refusal switch
    {
        Outcome.Rejected rejected => Problem(StatusCodes.Status422UnprocessableEntity, "Rejected", rejected.Reason, rejected.Code),
        Outcome.ConditionFailed => Problem(
            StatusCodes.Status412PreconditionFailed,
            "Precondition failed",
            "What you have seen has changed meanwhile; look again.",
            "condition-failed"),
        _ => Problem(StatusCodes.Status409Conflict, "Conflict", "Too much is going on here; try again.", "conflict"),
    };

    private static ProblemHttpResult Problem(int status, string title, string detail, string? code) =>
        TypedResults.Problem(detail, title: title, statusCode: status, extensions: [new("code", code)]);
}
