using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Opossum.Typed;

namespace CourseManagement.Api;

/// <summary>
/// What the store can't do, as HTTP has it: 422 for what can't be stored, such as an address longer than its tag may be; 412 for a position
/// that the store has not reached; 503 when writing has ended, or a list is behind what the client has seen.
/// </summary>
internal sealed class StoreProblems(IProblemDetailsService problems) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var problem = exception switch
        {
            EventFormatException or AppendLimitException => new ProblemDetails
            {
                Status = StatusCodes.Status422UnprocessableEntity,
                Title = "Rejected",
                Detail = exception.Message,
                Extensions = { ["code"] = "not-storable" },
            },
            PositionBeyondHeadException => new()
            {
                Status = StatusCodes.Status412PreconditionFailed,
                Title = "Precondition failed",
                Detail = exception.Message,
                Extensions = { ["code"] = "condition-failed" },
            },
            StoreFaultedException or ObjectDisposedException =>
                new() { Status = StatusCodes.Status503ServiceUnavailable, Title = "The store takes no events at the moment." },
            TimeoutException or ReadModelStoppedException or ReadModelNotReadyException =>
                new() { Status = StatusCodes.Status503ServiceUnavailable, Title = "The list is not up to date at the moment." },
            _ => null,
        };
        if (problem is null) return false;
        httpContext.Response.StatusCode = problem.Status!.Value;
        return await problems.TryWriteAsync(new() { HttpContext = httpContext, ProblemDetails = problem });
    }
}
