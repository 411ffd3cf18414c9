#include "options.h"
#include <charconv>
#include <cstdio>
#include <cstring>
#include <getopt.h>

namespace scenarios {
namespace {

constexpr int most_iterations = 10'000'000;
constexpr int most_clients = 256;

int number(const char *option, const char *text, int most) {
  int value = 0;
  const char *const end = text + std::strlen(text);
  const auto [rest, error] = std::from_chars(text, end, value);
  if (error != std::errc() || rest != end || value < 1 || value > most)
    throw usage_error(std::string(option) + " wants a number from 1 to " + std::to_string(most) +
                      ", not '" + text + "'");
  return value;
}

} // namespace

options parse(int argc, char **argv) {
  constexpr option known[] = {{"iterations", required_argument, nullptr, 'i'},
                              {"clients", required_argument, nullptr, 'c'},
                              {"scenario", required_argument, nullptr, 's'},
                              {"counts", no_argument, nullptr, 'n'},
                              {"help", no_argument, nullptr, 'h'},
                              {nullptr, 0, nullptr, 0}};
  options all;
  opterr = 0;
  for (;;) {
    const int argument = optind;
    // The leading '+:' ends the options at the first word that is none, and tells apart what is
    // unknown and what lacks its value.
    switch (getopt_long(argc, argv, "+:h", known, nullptr)) {
    case 'i':
      all.how.iterations = number("--iterations", optarg, most_iterations);
      break;
    case 'c':
      all.how.clients = number("--clients", optarg, most_clients);
      break;
    case 's':
      all.scenario = optarg;
      break;
    case 'n':
      all.counts_only = true;
      break;
    case 'h':
      all.help = true;
      break;
    case ':':
      throw usage_error(std::string(argv[argument]) + " wants a value");
    case -1:
      if (optind != argc)
        throw usage_error(std::string("unknown argument '") + argv[optind] + "'");
      return all;
    default:
      // A value that is not wanted comes with the known option's letter.
      if (optopt == 'h' && std::strchr(argv[argument], '=') != nullptr)
        throw usage_error("--help takes no value");
      throw usage_error(std::string("unknown option '") + argv[argument] + "'");
    }
  }
}

void print_help() {
  std::printf("usage: scenarios [--iterations N] [--scenario NAME] [--clients N]\n"
              "\n"
              "Measures task and value_task in three scenarios, with real requests to a server\n"
              "on the loopback interface, and closes with a table.\n"
              "\n"
              "  --iterations N   requests for each row of the table, 1 to %d (1,000,000)\n"
              "  --scenario NAME  only this one: cached, always-async or awaited-again\n"
              "  --clients N      so many at a time, 1 to %d (32), which share %d connections\n"
              "  --help           this text\n"
              "\n"
              "Colours and progress in place are for terminals. NO_COLOR turns the colours off,\n"
              "TERM=dumb both. Exit codes: 0 measured, 1 a request failed, 2 wrong usage.\n",
              most_iterations, most_clients, plan::connections);
}

} // namespace scenarios
