#include "cached.h"
#include "client.h"

scenarios::scenario scenarios::cached() {
  return {"cached",
          "cached API, 80% hits",
          {{"task", client<task_api>}, {"value_task", client<value_task_api>}}};
}
