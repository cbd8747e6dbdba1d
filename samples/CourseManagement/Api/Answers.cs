using Microsoft.AspNetCore.Http.HttpResults;
using Opossum.Typed;

namespace CourseManagement.Api;

/// <summary>That a command was carried out.</summary>
/// <param name="Position">Of its last event; null when there was nothing left to do.</param>
public sealed record Done(long? Position);

/// <summary>
/// What became of a command, as HTTP has it: 200, 422 for a rejection with its code, 409 when too much was going on to decide.
/// </summary>
internal static class Answers
{
    public static async Task<Results<Ok<Done>, ProblemHttpResult>> AnswerAsync(this ValueTask<Outcome> outcome) => await outcome switch
    {
        Outcome.Appended appended => TypedResults.Ok(new Done(appended.Last)),
        Outcome.Nothing => TypedResults.Ok(new Done(null)),
        Outcome.Rejected rejected => TypedResults.Problem(
            rejected.Reason, title: "Rejected", statusCode: StatusCodes.Status422UnprocessableEntity,
            extensions: [new("code", rejected.Code)]),
        _ => TypedResults.Problem(
            "Too much is going on here; try again.", title: "Conflict", statusCode: StatusCodes.Status409Conflict,
            extensions: [new("code", "conflict")]),
    };
}
